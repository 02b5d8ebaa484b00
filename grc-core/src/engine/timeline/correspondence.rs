//! The lines of messages.

use super::Words;
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

    fn correspondent(&self, who: &Correspondent) -> String {
        match who {
            Correspondent::Applicant => self.say("demandeur", "applicant"),
            Correspondent::TownHall => self.say("mairie", "town hall"),
        }
    }
}
