//! The lines of messages.

use super::Words;
use crate::definition::Name;
use crate::request::{Correspondent, WrittenMessage};

impl Words<'_> {
    /// Who wrote to whom, and what.
    pub(super) fn written(&self, message: &WrittenMessage) -> String {
        let WrittenMessage { answer_awaited, files, from, text, to } = message;
        let (from, to) = (self.correspondent(from), self.correspondent(to));
        let names = files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join(", ");
        let files = if names.is_empty() { names } else { format!(" ({names})") };
        match answer_awaited {
            true => self.say(
                format!("Message, réponse attendue, {from} → {to} : {text}{files}"),
                format!("Message, answer awaited, {from} → {to}: {text}{files}"),
            ),
            false => self.say(
                format!("Message, {from} → {to} : {text}{files}"),
                format!("Message, {from} → {to}: {text}{files}"),
            ),
        }
    }

    /// What another person is to the request.
    pub(super) fn party(&self, role: &Name) -> String {
        let known = self.process.parties.iter().find(|party| party.role == *role);
        known.map_or_else(|| role.to_string(), |party| party.label.get(self.language).to_owned())
    }

    /// Who acted from outside the town hall: the applicant, unless another person did by their code.
    pub(super) fn outsider(&self, on_behalf_of: Option<&str>) -> String {
        match on_behalf_of.and_then(|who| who.strip_prefix("party:")) {
            Some(role) => self.party(&Name(role.to_owned())),
            None => self.say("demandeur", "applicant"),
        }
    }

    pub(super) fn confirmation_asked(&self, role: &Name) -> String {
        let who = self.party(role);
        self.say(format!("Confirmation demandée : {who}"), format!("Confirmation asked: {who}"))
    }

    pub(super) fn confirmed(&self, role: &Name, name: &str) -> String {
        let who = self.party(role);
        self.say(
            format!("Confirmation reçue : {who}, {name}"),
            format!("Confirmation received: {who}, {name}"),
        )
    }

    /// Who receives what leaves.
    pub(super) fn recipient(&self, recipient: &str) -> String {
        match recipient {
            "applicant" => self.say("le demandeur", "the applicant"),
            "service" => self.say("le service", "the service"),
            "assignee" => self.say("l'agent en charge", "the agent in charge"),
            other if other.starts_with("party:") => {
                self.party(&Name(other.trim_start_matches("party:").to_owned()))
            }
            _ => self.say("une adresse du circuit", "an address of the circuit"),
        }
    }

    fn correspondent(&self, who: &Correspondent) -> String {
        match who {
            Correspondent::Applicant => self.say("demandeur", "applicant"),
            Correspondent::Party(role) => self.party(role),
            Correspondent::TownHall => self.say("mairie", "town hall"),
        }
    }
}
