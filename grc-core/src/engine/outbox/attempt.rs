//! One attempt at a thing of the outbox: made by the engine, or reported by a host.

use super::turn::Turn;
use crate::delivery::{Answer, Caller, FailedCall, Failure, Outage, Schedule, call};
use crate::engine::{DueReport, Engine};
use crate::error::Result;
use crate::request::{Actor, Call, EventContent, Message, MessageId, OutgoingContent, Polling};
use crate::store::{OutboxEntry, Settlement};
use crate::workflow::Command;

/// One attempt at a thing of the outbox.
pub(in crate::engine) struct Attempt<'a> {
    pub(in crate::engine) entry: &'a OutboxEntry,
    pub(in crate::engine) token: u64,
    pub(super) attempts: u32,
    /// Its worker's leave to go on.
    pub(super) turn: Option<&'a Turn<'a>>,
}

/// How it ended.
#[derive(Clone, Debug)]
pub(in crate::engine) struct Ending {
    /// What becomes of the thing.
    pub(in crate::engine) settlement: Settlement,
    /// What the other side made of it, with the HTTP status of an answer; nothing when there is no other side, or it was not
    /// asked.
    pub(super) result: Option<Result<Option<u16>, Failure>>,
}

impl From<Settlement> for Ending {
    /// An ending without another side.
    fn from(settlement: Settlement) -> Self {
        Self { settlement, result: None }
    }
}

impl<'a> Attempt<'a> {
    pub(in crate::engine) fn new(entry: &'a OutboxEntry, token: u64) -> Self {
        Self { entry, token, attempts: entry.attempts.saturating_add(1), turn: None }
    }

    pub(in crate::engine) fn id(&self) -> MessageId {
        self.entry.outgoing.id
    }

    /// Who acts when the thing is answered: the business application, or the engine for its own messages.
    pub(super) fn actor(&self) -> Actor {
        match &self.entry.outgoing.content {
            OutgoingContent::Message(_)
            | OutgoingContent::CreateRequest(_)
            | OutgoingContent::TellLinked(_) => Actor::System,
            OutgoingContent::Call(Call { connector, .. }) | OutgoingContent::Poll(Polling { connector }) => {
                Actor::Connector(connector.as_str().to_owned())
            }
        }
    }
}

impl Engine {
    pub(super) fn attempt(&self, attempt: &Attempt<'_>, report: &mut DueReport) -> Result<()> {
        if self.gives_up(attempt, report)? {
            return Ok(());
        }
        let entry = attempt.entry;
        match &entry.outgoing.content {
            OutgoingContent::Message(message) => {
                let sent = match self.host().transport_of(message.channel) {
                    Some(transport) => self.send_by(transport, attempt.id(), message)?,
                    // The host had one a moment ago: nothing is leased without.
                    None => Err(Failure::unavailable(Outage::Connection)),
                };
                self.end_message(attempt, message, sent, report)?;
            }
            OutgoingContent::Call(wanted) => {
                let answered = self.exchange(attempt.id(), wanted);
                self.end_call(attempt, wanted, answered, report)?;
            }
            OutgoingContent::Poll(_) => {
                if let Some(question) = self.question(attempt, report)? {
                    let told = self.ask(attempt.id(), &question.call, question.known(entry));
                    self.end_question(attempt, &question, told, report)?;
                }
            }
            OutgoingContent::CreateRequest(creation) => self.create_linked(attempt, creation, report)?,
            OutgoingContent::TellLinked(news) => self.tell_linked(attempt, news, report)?,
        }
        Ok(())
    }

    /// The end of an attempt at a message. `false` when its lease was over.
    pub(in crate::engine) fn end_message(
        &self,
        attempt: &Attempt<'_>,
        message: &Message,
        sent: Result<(), Failure>,
        report: &mut DueReport,
    ) -> Result<bool> {
        let (id, channel, attempts) = (attempt.id(), message.channel, attempt.attempts);
        match sent {
            Ok(()) => {
                report.messages = report.messages.saturating_add(1);
                let sent = EventContent::MessageSent { message: id, channel, attempts };
                let ending = Ending { settlement: Settlement::Sent, result: Some(Ok(None)) };
                self.settle(attempt, &ending, Some(Command::Recorded(Box::new(sent))), report)
            }
            Err(failure) => {
                let settlement = self.after_failure(&failure, &self.host().messages, attempts)?;
                let command = matches!(settlement, Settlement::Dead(_)).then(|| {
                    let reason = failure.code();
                    let failed = EventContent::MessageFailed { message: id, channel, attempts, reason };
                    Command::Recorded(Box::new(failed))
                });
                self.settle(attempt, &Ending { settlement, result: Some(Err(failure)) }, command, report)
            }
        }
    }

    /// The end of an attempt at a call. `false` when its lease was over.
    pub(in crate::engine) fn end_call(
        &self,
        attempt: &Attempt<'_>,
        wanted: &Call,
        answered: Result<Answer, FailedCall>,
        report: &mut DueReport,
    ) -> Result<bool> {
        let (message, operation, attempts) = (attempt.id(), wanted.operation.clone(), attempt.attempts);
        match self.accepted(attempt, wanted, answered)? {
            Ok(response) => {
                report.calls = report.calls.saturating_add(1);
                let ending = Ending { settlement: Settlement::Sent, result: Some(Ok(Some(response.status))) };
                let command = Command::Answered { message, operation, attempts, response };
                self.settle(attempt, &ending, Some(command), report)
            }
            Err(FailedCall { failure, said }) => {
                let schedule = wanted.delays.clone().map_or(Schedule::STANDARD, Schedule::new);
                let settlement = self.after_failure(&failure, &schedule, attempts)?;
                let command = matches!(settlement, Settlement::Dead(_)).then(|| Command::Abandoned {
                    message,
                    operation,
                    attempts,
                    reason: failure.code(),
                    class: failure.class(),
                    status: failure.status(),
                    said,
                });
                self.settle(attempt, &Ending { settlement, result: Some(Err(failure)) }, command, report)
            }
        }
    }

    fn exchange(&self, id: MessageId, wanted: &Call) -> Result<Answer, FailedCall> {
        call(&self.caller()?, id, wanted)
    }

    /// With what calls are made.
    pub(super) fn caller(&self) -> Result<Caller<'_>, Failure> {
        let host = self.host();
        let Some(http) = &self.inner.http else {
            return Err(Failure::unavailable(Outage::Connection));
        };
        Ok(Caller {
            http: http.as_ref(),
            secrets: host.secrets.as_ref(),
            guard: &host.guard,
            tokens: &self.inner.tokens,
            now: self.now(),
        })
    }
}
