//! A history in words. What applicants read is listed here, not subtracted.

mod correspondence;
mod deliveries;
mod former;
mod hidden;
mod links;
mod names;

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::definition::{Channel, CommunicationKind, Id, Language, LinkKind, Name, Reader};
use crate::error::Result;
use crate::request::{
    Actor, Correspondent, Event, EventContent, GivenBackReason, Instant, Request, StatusEntered, Timer,
};
use crate::store::Reading;
use crate::workflow::{Access, Process};

pub(super) use hidden::shown_outside;

/// One line of a timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TimelineEntry {
    /// Rank of the event.
    pub sequence: u64,
    /// When it happened.
    pub at: Instant,
    /// Name of the event.
    #[serde(rename = "type")]
    pub kind: String,
    /// Who did it, as the reader may know them.
    pub actor: String,
    /// What happened, in a sentence.
    pub text: String,
    /// The service that the sentence names, by its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<Id>,
    /// The key of the scarce thing that the sentence names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
}

/// The line of an event; `None` if the reader may not read it.
pub(super) fn entry(
    event: &Event,
    request: &Request,
    process: &Process,
    store: &dyn Reading,
    access: Access,
    language: Language,
) -> Result<Option<TimelineEntry>> {
    let inside = access > Access::Applicant;
    let reader = access.reader().unwrap_or(Reader::Applicant);
    let words = Words::new(request, process, language, reader, store);
    let text = match words.shared(&event.content) {
        Some(text) => Some(text),
        None if inside => words.inside(&event.content)?,
        None => None,
    };
    let Some(text) = text else { return Ok(None) };
    Ok(Some(TimelineEntry {
        sequence: event.sequence,
        at: event.at,
        kind: event.content.type_name().to_owned(),
        actor: words.actor(event, inside)?,
        text,
        service: words.service_of(&event.content).cloned(),
        claim: names::claim_of(&event.content).map(str::to_owned),
    }))
}

fn listed(tags: &BTreeSet<Id>) -> String {
    tags.iter().map(Id::as_str).collect::<Vec<_>>().join(", ")
}

pub(super) struct Words<'a> {
    pub(super) request: &'a Request,
    pub(super) process: &'a Process,
    pub(super) language: Language,
    reader: Reader,
    store: &'a dyn Reading,
}

impl<'a> Words<'a> {
    pub(super) fn new(
        request: &'a Request,
        process: &'a Process,
        language: Language,
        reader: Reader,
        store: &'a dyn Reading,
    ) -> Self {
        Self { request, process, language, reader, store }
    }
}

impl Words<'_> {
    pub(super) fn say(&self, french: impl Into<String>, english: impl Into<String>) -> String {
        self.language.pick(french.into(), english.into())
    }

    /// What everyone who sees the request may read.
    fn shared(&self, content: &EventContent) -> Option<String> {
        Some(match content {
            EventContent::Submitted(submitted) => {
                let reference = &submitted.reference;
                self.say(format!("Demande {reference} déposée"), format!("Request {reference} filed"))
            }
            EventContent::TakenOver(taken) => self.taken_over(taken),
            EventContent::FormerComment(comment) if comment.visible || self.reader.is_inside() => {
                self.former_comment(comment)
            }
            EventContent::StatusEntered(entered) => self.status(entered),
            EventContent::CorrectionRequested(asked) => {
                let labels = self.answer_labels(asked.items.iter().map(|item| item.field.as_str()));
                self.say(format!("Corrections demandées : {labels}"), format!("Corrections asked: {labels}"))
            }
            EventContent::AnswersAmended { changes, .. } => {
                let labels = self.answer_labels(changes.keys().map(String::as_str));
                self.say(format!("Réponses corrigées : {labels}"), format!("Answers corrected: {labels}"))
            }
            EventContent::Commented { text, visible: true, .. } => {
                self.say(format!("Commentaire : {text}"), format!("Comment: {text}"))
            }
            EventContent::MessageWritten(message) if *message.outsider() == Correspondent::Applicant => {
                self.written(message)
            }
            EventContent::MessageQueued { kind, channel, recipient, .. } if recipient == "applicant" => {
                let (what, way) = (self.communication(*kind), self.channel(*channel));
                self.say(
                    format!("{what} préparé pour le demandeur, {way}"),
                    format!("{what} prepared for the applicant, {way}"),
                )
            }
            EventContent::LinkedChanged(change) if change.kind == LinkKind::DuplicateOf => {
                self.main(change.state)
            }
            _ => return None,
        })
    }

    /// What agents and the host read besides.
    fn inside(&self, content: &EventContent) -> Result<Option<String>> {
        Ok(Some(match content {
            EventContent::Submitted(_)
            | EventContent::TakenOver(_)
            | EventContent::FormerComment(_)
            | EventContent::StatusEntered(_)
            | EventContent::CorrectionRequested(_)
            | EventContent::AnswersAmended { .. } => return Ok(None),
            EventContent::Linked(_)
            | EventContent::Unlinked(_)
            | EventContent::LinkedChanged(_)
            | EventContent::CreationQueued(_)
            | EventContent::RequestCreated(_)
            | EventContent::CreationFailed(_) => return Ok(self.link(content)),
            EventContent::Commented { text, .. } => {
                self.say(format!("Commentaire interne : {text}"), format!("Internal comment: {text}"))
            }
            EventContent::PartyNamed(party) => {
                let (who, name) = (self.party(&party.role), &party.name);
                self.say(format!("{who} : {name}"), format!("{who}: {name}"))
            }
            EventContent::ConfirmationAsked { role, .. } => self.confirmation_asked(role),
            EventContent::PartyConfirmed { name, role } => self.confirmed(role, name),
            EventContent::MessageWritten(message) => self.written(message),
            EventContent::DataSet { values, .. } => {
                let fields = self.data_labels(values.keys()).join(", ");
                match fields.is_empty() {
                    true => self.say("Données mises à jour", "Data updated"),
                    false => self
                        .say(format!("Données mises à jour : {fields}"), format!("Data updated: {fields}")),
                }
            }
            EventContent::Claimed(claim) => {
                let what = self.claim(claim);
                match claim.conflict {
                    false => self.say(format!("Réservé : {what}"), format!("Booked: {what}")),
                    true => self.say(
                        format!("Réservé alors qu'il n'en reste pas assez : {what}"),
                        format!("Booked although too few are left: {what}"),
                    ),
                }
            }
            EventContent::ClaimReleased(claim) => {
                let what = self.claim(claim);
                self.say(format!("Réservation rendue : {what}"), format!("Booking given back: {what}"))
            }
            EventContent::Assigned { service, agent: Some(agent) } => {
                let (name, service) = (self.agent(agent)?, self.service(service));
                self.say(
                    format!("Confiée à {name} ({service})"),
                    format!("Put in charge: {name} ({service})"),
                )
            }
            EventContent::Assigned { service, agent: None } => {
                let service = self.service(service);
                self.say(format!("Confiée au service {service}"), format!("Put in charge: service {service}"))
            }
            EventContent::ApplicantRecognised { profile: Some(_) } => self
                .say("Demande rattachée à une fiche d'usager", "Request attached to an applicant's record"),
            EventContent::ApplicantRecognised { profile: None } => self
                .say("Demande détachée de la fiche d'usager", "Request detached from the applicant's record"),
            EventContent::TaskOpened(task) => {
                let (title, service) = (&task.title, self.service(&task.service));
                self.say(
                    format!("Tâche ouverte pour {service} : {title}"),
                    format!("Task opened for {service}: {title}"),
                )
            }
            EventContent::TaskAssigned { agent: Some(agent), .. } => {
                let name = self.agent(agent)?;
                self.say(format!("Tâche prise par {name}"), format!("Task taken by {name}"))
            }
            EventContent::TaskAssigned { agent: None, .. } => {
                self.say("Tâche rendue à son service", "Task given back to its service")
            }
            EventContent::GivenBack { agent, reason, task } => {
                self.given_back(agent, *reason, task.is_some())?
            }
            EventContent::TaskTransferred { .. }
            | EventContent::TaskDueSet { .. }
            | EventContent::TaskReminded { .. }
            | EventContent::TaskOverdue { .. }
            | EventContent::TaskEnded { .. } => return self.task(content),
            EventContent::SignalReceived { name } => {
                self.say(format!("Signal reçu : {name}"), format!("Signal received: {name}"))
            }
            EventContent::Tagged { tags } => {
                let tags = listed(tags);
                self.say(format!("Étiquettes ajoutées : {tags}"), format!("Tags added: {tags}"))
            }
            EventContent::Untagged { tags } => {
                let tags = listed(tags);
                self.say(format!("Étiquettes retirées : {tags}"), format!("Tags removed: {tags}"))
            }
            EventContent::TimersMoved { .. } => self.say("Échéances recalculées", "Timers computed anew"),
            EventContent::TimerFired(Timer { effect, .. }) => {
                let name = effect.name();
                self.say(format!("Échéance de `{name}` arrivée"), format!("Timer of `{name}` due"))
            }
            EventContent::TimerLapsed(Timer { effect, .. }) => {
                let name = effect.name();
                self.say(
                    format!("Échéance de `{name}` passée sans effet"),
                    format!("Timer of `{name}` passed without effect"),
                )
            }
            EventContent::MessageQueued { kind, channel, recipient, .. } => {
                let (what, way) = (self.communication(*kind), self.channel(*channel));
                let who = self.recipient(recipient);
                self.say(
                    format!("{what} préparé pour {who}, {way}"),
                    format!("{what} prepared for {who}, {way}"),
                )
            }
            EventContent::MessageWithheld { kind, recipient, reason } => {
                let (what, who) = (self.communication(*kind), self.recipient(recipient));
                self.say(
                    format!("{what} impossible à envoyer pour {who} ({reason})"),
                    format!("{what} could not be sent to {who} ({reason})"),
                )
            }
            EventContent::MessageSent { channel, .. } => {
                let way = self.channel(*channel);
                self.say(format!("Message parti {way}"), format!("Message sent {way}"))
            }
            EventContent::MessageFailed { channel, attempts, reason, .. } => {
                let way = self.channel(*channel);
                self.say(
                    format!("Message abandonné {way} après {attempts} essai(s) ({reason})"),
                    format!("Message given up {way} after {attempts} attempt(s) ({reason})"),
                )
            }
            EventContent::DeliveryRequeued(_)
            | EventContent::DeliveryAbandoned(_)
            | EventContent::PushQueued { .. }
            | EventContent::PushDone { .. }
            | EventContent::PushFailed { .. } => return Ok(self.delivery(content)),
        }))
    }

    fn given_back(&self, agent: &str, reason: GivenBackReason, is_a_task: bool) -> Result<String> {
        let name = self.agent(agent)?;
        let what = match is_a_task {
            true => self.say("Tâche rendue à son service", "Task given back to its service"),
            false => self.say("Demande rendue à son service", "Request given back to its service"),
        };
        Ok(match reason {
            GivenBackReason::AgentLeft => self
                .say(format!("{what} : {name} n'est plus en fonction"), format!("{what}: {name} has left")),
            GivenBackReason::RoleLost => self.say(
                format!("{what} : {name} n'y traite plus les demandes"),
                format!("{what}: {name} no longer processes its requests"),
            ),
        })
    }

    fn status(&self, entered: &StatusEntered) -> String {
        let label = self.status_label(&entered.to);
        let by_time = entered.due.is_some();
        let closed = |status: &Name| self.process.status(status).is_some_and(|one| one.state.is_closed());
        if !entered.state.is_closed() && entered.from.as_ref().is_some_and(closed) {
            return self.say(
                format!("Demande rouverte, statut : {label}"),
                format!("Request open again, status: {label}"),
            );
        }
        match (&entered.transition, by_time) {
            (Some(_), true) => {
                self.say(format!("Statut : {label} (délai écoulé)"), format!("Status: {label} (time is up)"))
            }
            _ => self.say(format!("Statut : {label}"), format!("Status: {label}")),
        }
    }

    fn status_label(&self, name: &Name) -> String {
        match self.process.status(name) {
            Some(status) => status.label.get(self.language).to_owned(),
            None => name.to_string(),
        }
    }

    /// The questions of the processing data that the reader may read, among those named.
    fn data_labels<'n>(&self, names: impl Iterator<Item = &'n String>) -> Vec<String> {
        let fields = self.process.data.fields();
        let known = names.filter_map(|name| fields.iter().find(|field| field.id() == name));
        let readable = known.filter(|field| field.is_readable_by(self.reader));
        readable.map(|field| field.label(self.language).to_owned()).collect()
    }

    /// The questions of answers, but for those that applicants may not read.
    fn answer_labels<'a>(&self, names: impl Iterator<Item = &'a str>) -> String {
        let fields = self.process.form.fields();
        let field = |name: &str| fields.iter().find(|field| field.id() == name);
        let fields = names.filter_map(field).filter(|field| field.is_readable_by(Reader::Applicant));
        fields.map(|field| field.label(self.language)).collect::<Vec<_>>().join(", ")
    }

    fn communication(&self, kind: CommunicationKind) -> String {
        match kind {
            CommunicationKind::Acknowledgement => self.say("Accusé de réception", "Acknowledgement"),
            CommunicationKind::FollowUp => self.say("Message de suivi", "Follow-up"),
            CommunicationKind::Closure => self.say("Message de clôture", "Closure"),
        }
    }

    fn channel(&self, channel: Channel) -> String {
        match channel {
            Channel::Email => self.say("par courriel", "by e-mail"),
            Channel::Letter => self.say("par courrier", "by letter"),
            Channel::Sms => self.say("par SMS", "by text message"),
            Channel::Portal => self.say("sur le portail", "on the portal"),
        }
    }

    pub(super) fn actor(&self, event: &Event, inside: bool) -> Result<String> {
        Ok(match &event.actor {
            Actor::Applicant(_) => self.outsider(event.on_behalf_of.as_deref()),
            Actor::Agent(id) if inside => match &event.on_behalf_of {
                None => self.agent(id)?,
                Some(absent) => {
                    let (name, absent) = (self.agent(id)?, self.agent(absent)?);
                    self.say(format!("{name} (pour {absent})"), format!("{name} (for {absent})"))
                }
            },
            Actor::Agent(_) => self.say("mairie", "town hall"),
            Actor::Connector(id) if inside => id.clone(),
            Actor::Connector(_) | Actor::System => self.say("automatique", "automatic"),
        })
    }

    pub(super) fn agent(&self, id: &str) -> Result<String> {
        Ok(self.store.agent(id)?.map_or_else(|| id.to_owned(), |agent| agent.name))
    }
}
