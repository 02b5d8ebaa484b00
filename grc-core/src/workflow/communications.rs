//! Messages: written when their occasion comes, in the same decision as what they tell.

use super::course::{Course, Moment};
use super::layout::Words;
use super::process::{Communication, MessageModel, Occasion, Recipient};
use super::transitions::Arrival;
use crate::definition::{Bilingual, Channel, CommunicationKind, Id, Name};
use crate::error::Result;
use crate::request::{
    EventContent, Message, MessageFile, MessageId, OutgoingContent, Sender, Timer, digest_of_code,
};

/// Whether an entry into a status is the occasion of a message.
pub(super) fn begins(on: &Occasion, arrival: &Arrival<'_>) -> bool {
    let state = arrival.status.state;
    match on {
        Occasion::Submitted => arrival.left.is_none(),
        Occasion::Closed => state.is_closed(),
        Occasion::Status(name) => name == arrival.name,
        Occasion::State(wanted) => *wanted == state && arrival.left != Some(state),
        Occasion::Transition(name) => Some(name) == arrival.transition,
    }
}

/// Whether an occasion that came before an entry into another status lasts beyond it.
pub(super) fn lasts(on: &Occasion, arrival: &Arrival<'_>) -> bool {
    let state = arrival.status.state;
    match on {
        Occasion::Submitted => !state.is_closed(),
        Occasion::State(wanted) => *wanted == state && arrival.left == Some(state),
        Occasion::Closed | Occasion::Status(_) | Occasion::Transition(_) => false,
    }
}

/// The words of a subject, which is one line, whatever its placeholders held. Spaces that do not break stay: French has them
/// before its marks.
fn words(subject: &str) -> impl Iterator<Item = &str> {
    let breaks = |character: char| character.is_whitespace() && !matches!(character, '\u{a0}' | '\u{202f}');
    subject.split(breaks).filter(|word| !word.is_empty())
}

/// Where a recipient can be reached.
pub(super) struct Reached {
    pub(super) channel: Channel,
    to: Vec<String>,
}

/// A message, written.
pub(super) struct Written {
    pub(super) words: Words,
    pub(super) attachments: Vec<MessageFile>,
    pub(super) gives_code: bool,
}

impl Course<'_, '_> {
    /// Writes the messages of an entry into the present status, but for those of the submission itself.
    pub(super) fn communicate(&mut self, arrival: &Arrival<'_>, moment: Moment<'_>) -> Result<()> {
        let process = self.process;
        for communication in process.communications.iter().filter(|one| one.later.is_none()) {
            if communication.on != Occasion::Submitted && begins(&communication.on, arrival) {
                self.write(&communication.message, moment)?;
            }
        }
        Ok(())
    }

    /// Writes the messages of a submission.
    pub(super) fn acknowledge(&mut self) -> Result<()> {
        let process = self.process;
        for communication in process.communications.iter().filter(|one| one.later.is_none()) {
            if communication.on == Occasion::Submitted {
                self.write(&communication.message, Moment::default())?;
            }
        }
        Ok(())
    }

    /// Writes the message of a timer. Says whether its condition held.
    pub(super) fn write_in_time(&mut self, name: &Name, timer: &Timer) -> Result<bool> {
        let process = self.process;
        let named = |one: &&Communication| one.later.as_ref().is_some_and(|(known, _)| known == name);
        let Some(communication) = process.communications.iter().find(named) else { return Ok(false) };
        let message = &communication.message;
        let moment = Moment::default();
        if message.when.as_ref().is_some_and(|when| matches!(when.holds(&self.facts(moment)), Ok(false))) {
            return Ok(false);
        }
        self.emit(EventContent::TimerFired(timer.clone()));
        self.write(message, moment)?;
        Ok(true)
    }

    /// Writes a message to each of those who receive it, if its condition holds.
    pub(super) fn write(&mut self, communication: &MessageModel, moment: Moment<'_>) -> Result<()> {
        match communication.when.as_ref().map(|when| when.holds(&self.facts(moment))) {
            Some(Ok(false)) => return Ok(()),
            Some(Err(error)) => {
                self.withhold_model(communication, &Recipient::Applicant, error.code());
                return Ok(());
            }
            None | Some(Ok(true)) => {}
        }
        let signer = self.signer()?;
        for recipient in &communication.to {
            // A role that nobody has in this request has nobody to write to.
            if matches!(recipient, Recipient::Party(role) if self.request.party(role).is_none()) {
                continue;
            }
            let reached = self.reach(recipient, &communication.channels, moment)?;
            let Some(reached) = reached else {
                self.withhold_model(communication, recipient, "unreachable");
                continue;
            };
            let language = match recipient {
                Recipient::Applicant | Recipient::Party(_) => self.request.language,
                _ => self.process.town.language,
            };
            let Some(from) = self.process.town.sender(self.request.service.as_str()) else {
                self.withhold_model(communication, recipient, "no_sender");
                continue;
            };
            let wording = communication.texts.get(language);
            let code = communication.gives_code.then(|| (self.context.codes)()).transpose()?;
            let facts = self.facts(Moment {
                is_told_outside: recipient.is_outside(),
                signer: signer.as_ref(),
                confirmation_code: code.as_deref(),
                ..moment
            });
            let written = wording.written(&self.process.layout, reached.channel, &facts, language);
            match written {
                Ok(words) => {
                    if let (Recipient::Party(role), Some(code)) = (recipient, &code) {
                        let (code, role) = (digest_of_code(code), role.clone());
                        self.emit(EventContent::ConfirmationAsked { code, role });
                    }
                    let attachments =
                        self.process.attachments(&self.request, &communication.attachments, recipient);
                    let written = Written { words, attachments, gives_code: code.is_some() };
                    self.queue(communication.kind, recipient, reached, from, written);
                }
                Err(error) => self.withhold_model(communication, recipient, error.code()),
            }
        }
        Ok(())
    }

    /// Records the fate of a message. One that was given up must reach its recipient otherwise.
    pub(super) fn record(&mut self, content: EventContent) {
        let given_up = matches!(content, EventContent::MessageFailed { .. });
        self.emit(content);
        if given_up {
            let title = Bilingual::new(
                "Message non parvenu, à transmettre autrement",
                "A message did not arrive, to be passed on otherwise",
            );
            self.call_once_for_help("message_non_parvenu", title);
        }
    }

    /// Puts a message in the outbox.
    pub(super) fn queue(
        &mut self,
        kind: CommunicationKind,
        recipient: &Recipient,
        reached: Reached,
        from: Sender,
        written: Written,
    ) {
        let id = MessageId(self.fresh_id());
        let Reached { channel, to } = reached;
        let Written { words: Words { subject, body, html }, attachments, gives_code } = written;
        self.emit(EventContent::MessageQueued { message: id, kind, channel, recipient: recipient.name() });
        let trial = self.process.diverted_to.iter().map(|_| "[Essai]");
        let message = Message {
            communication: kind,
            channel,
            to,
            from,
            subject: trial.chain(words(&subject)).collect::<Vec<_>>().join(" "),
            body,
            html,
            attachments,
            gives_code,
        };
        self.send(id, self.context.now, OutgoingContent::Message(message));
    }

    fn withhold_model(&mut self, communication: &MessageModel, recipient: &Recipient, reason: &str) {
        let wording = communication.texts.get(self.process.town.language);
        let what = wording.subject.source().trim().to_owned();
        self.withhold(communication.kind, &what, recipient, reason);
    }

    /// Records that a message could not be written or addressed, and calls for a person's help: `what` names it.
    pub(super) fn withhold(
        &mut self,
        kind: CommunicationKind,
        what: &str,
        recipient: &Recipient,
        reason: &str,
    ) {
        self.emit(EventContent::MessageWithheld {
            kind,
            recipient: recipient.name(),
            reason: reason.to_owned(),
        });
        // Someone who chose to stay unknown awaits nothing.
        let anonymous = self.request.applicant.is_anonymous();
        if matches!(recipient, Recipient::Applicant) && anonymous && reason == "unreachable" {
            return;
        }
        let title = Bilingual::new(
            format!("Message non envoyé, à transmettre autrement : {what}"),
            format!("Message not sent, to be passed on otherwise: {what}"),
        );
        self.call_for_help("message_non_envoye", title);
    }

    /// The first of the channels by which a recipient can be reached.
    pub(super) fn reach(
        &self,
        recipient: &Recipient,
        channels: &[Channel],
        moment: Moment<'_>,
    ) -> Result<Option<Reached>> {
        if let Some(testers) = &self.process.diverted_to {
            return Ok(Some(Reached { channel: Channel::Email, to: testers.clone() }));
        }
        let email = match recipient {
            Recipient::Applicant => self.request.applicant.email.clone(),
            Recipient::Service => self.service_email(&self.request.service),
            Recipient::Assignee => match &self.request.agent {
                Some(agent) => (self.context.people)(agent)?.and_then(|agent| agent.email),
                None => None,
            },
            Recipient::Party(role) => self.request.party(role).and_then(|party| party.email.clone()),
            Recipient::Address(text) => self.text(Some(text), moment)?,
        };
        let letter = match recipient {
            Recipient::Applicant if !self.request.applicant.address.is_empty() => {
                let name = Some(self.request.applicant.display_name()).filter(|name| !name.is_empty());
                Some(
                    name.into_iter()
                        .chain(self.request.applicant.address.iter().cloned())
                        .collect::<Vec<_>>(),
                )
            }
            Recipient::Party(role) => {
                let party = self.request.party(role).filter(|party| !party.address.is_empty());
                party.map(|party| {
                    std::iter::once(party.name.clone()).chain(party.address.iter().cloned()).collect()
                })
            }
            _ => None,
        };
        Ok(channels.iter().find_map(|channel| {
            let to = match channel {
                Channel::Email => email
                    .iter()
                    .filter(|email| crate::identifier::is_email(email))
                    .map(|email| vec![email.clone()])
                    .next(),
                Channel::Letter => letter.clone(),
                Channel::Sms => self.mobile(recipient),
                Channel::Portal => self.account(recipient),
            };
            to.map(|to| Reached { channel: *channel, to })
        }))
    }

    /// A telephone that takes short messages: of French numbers, a mobile one.
    fn mobile(&self, recipient: &Recipient) -> Option<Vec<String>> {
        let Recipient::Applicant = recipient else { return None };
        let phone = self.request.applicant.phone.as_ref()?;
        let is_mobile = match phone.strip_prefix("+33") {
            Some(number) => number.starts_with(['6', '7']),
            None => phone.starts_with('+'),
        };
        is_mobile.then(|| vec![phone.clone()])
    }

    /// The applicant's account with the host, if they filed with one.
    fn account(&self, recipient: &Recipient) -> Option<Vec<String>> {
        let Recipient::Applicant = recipient else { return None };
        self.request.applicant_id.clone().map(|account| vec![account])
    }

    fn service_email(&self, service: &Id) -> Option<String> {
        self.process.town.service(service.as_str()).and_then(|service| service.email.clone())
    }
}
