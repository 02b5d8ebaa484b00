//! A history in words. What applicants read is listed here, not subtracted.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::definition::{Channel, CommunicationKind, Language, Name, Reader};
use crate::error::Result;
use crate::request::{Actor, Event, EventContent, Instant, StatusEntered, Timer};
use crate::store::Reading;
use crate::workflow::{Access, Process};

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
}

/// The line of an event; `None` if the reader may not read it.
pub(super) fn entry(
    event: &Event,
    process: &Process,
    store: &dyn Reading,
    access: Access,
    language: Language,
) -> Result<Option<TimelineEntry>> {
    let inside = access > Access::Applicant;
    let words = Words { process, language, store };
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
        actor: words.actor(&event.actor, inside)?,
        text,
    }))
}

struct Words<'a> {
    process: &'a Process,
    language: Language,
    store: &'a dyn Reading,
}

impl Words<'_> {
    fn say(&self, french: impl Into<String>, english: impl Into<String>) -> String {
        self.language.pick(french.into(), english.into())
    }

    /// What everyone who sees the request may read.
    fn shared(&self, content: &EventContent) -> Option<String> {
        Some(match content {
            EventContent::Submitted(submitted) => {
                let reference = &submitted.reference;
                self.say(format!("Demande {reference} déposée"), format!("Request {reference} filed"))
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
            EventContent::Commented { text, visible: true } => {
                self.say(format!("Commentaire : {text}"), format!("Comment: {text}"))
            }
            EventContent::MessageQueued { kind, channel, recipient, .. } if recipient == "applicant" => {
                let (what, way) = (self.communication(*kind), self.channel(*channel));
                self.say(
                    format!("{what} préparé pour le demandeur, {way}"),
                    format!("{what} prepared for the applicant, {way}"),
                )
            }
            _ => return None,
        })
    }

    /// What agents and the host read besides.
    fn inside(&self, content: &EventContent) -> Result<Option<String>> {
        Ok(Some(match content {
            EventContent::Submitted(_)
            | EventContent::StatusEntered(_)
            | EventContent::CorrectionRequested(_)
            | EventContent::AnswersAmended { .. } => return Ok(None),
            EventContent::Commented { text, .. } => {
                self.say(format!("Commentaire interne : {text}"), format!("Internal comment: {text}"))
            }
            EventContent::DataSet { values } => {
                let fields = values.keys().map(|name| self.data_label(name)).collect::<Vec<_>>().join(", ");
                self.say(format!("Données mises à jour : {fields}"), format!("Data updated: {fields}"))
            }
            EventContent::Assigned { service, agent: Some(agent) } => {
                let name = self.agent(agent)?;
                self.say(
                    format!("Confiée à {name} ({service})"),
                    format!("Put in charge: {name} ({service})"),
                )
            }
            EventContent::Assigned { service, agent: None } => {
                self.say(format!("Confiée au service {service}"), format!("Put in charge: service {service}"))
            }
            EventContent::TaskOpened(task) => {
                let (title, service) = (&task.title, &task.service);
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
            EventContent::TaskEnded { done: true, .. } => self.say("Tâche terminée", "Task done"),
            EventContent::TaskEnded { done: false, .. } => {
                self.say("Tâche devenue sans objet", "Task without object")
            }
            EventContent::SignalReceived { name } => {
                self.say(format!("Signal reçu : {name}"), format!("Signal received: {name}"))
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
            EventContent::PushQueued { operation, .. } => self.say(
                format!("Appel `{operation}` préparé pour l'application métier"),
                format!("Call `{operation}` prepared for the business application"),
            ),
            EventContent::PushDone { operation, external_id, .. } => {
                let id = external_id.as_deref().map(|id| format!(" (n° {id})")).unwrap_or_default();
                self.say(
                    format!("L'application métier a répondu à `{operation}`{id}"),
                    format!("The business application answered `{operation}`{id}"),
                )
            }
            EventContent::PushFailed { operation, attempts, reason, .. } => self.say(
                format!("Appel `{operation}` abandonné après {attempts} essai(s) ({reason})"),
                format!("Call `{operation}` given up after {attempts} attempt(s) ({reason})"),
            ),
        }))
    }

    fn status(&self, entered: &StatusEntered) -> String {
        let label = self.status_label(&entered.to);
        let by_time = entered.due.is_some();
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

    /// The questions of answers, but for those that applicants may not read.
    fn answer_labels<'a>(&self, names: impl Iterator<Item = &'a str>) -> String {
        let fields = self.process.form.fields();
        let field = |name: &str| fields.iter().find(|field| field.id() == name);
        let fields = names.filter_map(field).filter(|field| field.is_readable_by(Reader::Applicant));
        fields.map(|field| field.label(self.language)).collect::<Vec<_>>().join(", ")
    }

    fn data_label(&self, name: &str) -> String {
        self.process.data.label(name, self.language).unwrap_or(name).to_owned()
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
        }
    }

    fn recipient(&self, recipient: &str) -> String {
        match recipient {
            "applicant" => self.say("le demandeur", "the applicant"),
            "service" => self.say("le service", "the service"),
            "assignee" => self.say("l'agent en charge", "the agent in charge"),
            _ => self.say("une adresse du circuit", "an address of the circuit"),
        }
    }

    fn actor(&self, actor: &Actor, inside: bool) -> Result<String> {
        Ok(match actor {
            Actor::Applicant(_) => self.say("demandeur", "applicant"),
            Actor::Agent(id) if inside => self.agent(id)?,
            Actor::Agent(_) => self.say("mairie", "town hall"),
            Actor::Connector(id) if inside => id.clone(),
            Actor::Connector(_) | Actor::System => self.say("automatique", "automatic"),
        })
    }

    fn agent(&self, id: &str) -> Result<String> {
        Ok(self.store.agent(id)?.map_or_else(|| id.to_owned(), |agent| agent.name))
    }
}
