//! A question asked regularly about one request: what is asked, and what is made of the answer.

use sha2::{Digest, Sha256};

use super::attempt::{Attempt, Ending};
use crate::delivery::{self, FailedCall, Told};
use crate::engine::{DueReport, Engine};
use crate::error::Result;
use crate::request::{self, Call, Instant, KnownAnswer, MessageId, Request, Validators};
use crate::store::{OutboxEntry, Settlement, read};
use crate::workflow::Command;

/// A regular question, as it is asked now.
pub(in crate::engine) struct Question {
    pub(in crate::engine) call: Call,
    /// When it is asked again.
    next: Instant,
    /// What the meaning of the answer depends on.
    basis: request::Sha256,
}

impl Question {
    /// By what the application knows the answer that was given last, if it would mean the same today.
    pub(super) fn known<'a>(&self, entry: &'a OutboxEntry) -> Option<&'a Validators> {
        entry.known.as_ref().filter(|known| known.basis == self.basis).map(|known| &known.validators)
    }
}

/// The address, and the revision of the request: a signal that nothing awaited may be awaited since.
fn basis(call: &Call, request: &Request) -> request::Sha256 {
    let mut digest = Sha256::new();
    digest.update(request.revision.to_be_bytes());
    digest.update(&call.url);
    request::Sha256(digest.finalize().into())
}

impl Engine {
    /// The regular question as it is asked now. One that is no longer asked is ended.
    pub(in crate::engine) fn question(
        &self,
        attempt: &Attempt<'_>,
        report: &mut DueReport,
    ) -> Result<Option<Question>> {
        let now = self.now();
        let planned = read(self.store(), |store| {
            let Some((request, process)) = self.request_and_process(store, attempt.entry.request)? else {
                return Ok(None);
            };
            let planned = process.poll(&request, now)?;
            Ok(planned.map(|(call, next)| Question { basis: basis(&call, &request), call, next }))
        })?;
        if planned.is_none() {
            self.settle(attempt, &Settlement::Sent.into(), None, report)?;
        }
        Ok(planned)
    }

    /// The end of an attempt at a regular question. Its failure is the operators' affair: it is asked again at its next time.
    /// The answer that was given last does nothing. `false` when its lease was over.
    pub(in crate::engine) fn end_question(
        &self,
        attempt: &Attempt<'_>,
        question: &Question,
        told: Result<Told, FailedCall>,
        report: &mut DueReport,
    ) -> Result<bool> {
        let before = attempt.entry.known.clone();
        let (known, result, command) = match told {
            Ok(Told::Answer(answer, validators)) => {
                match self.accepted(attempt, &question.call, Ok(answer))? {
                    Ok(response) => {
                        let basis = question.basis;
                        let known = validators.map(|validators| KnownAnswer { validators, basis });
                        (known, Ok(Some(response.status)), Some(Command::Polled(response)))
                    }
                    Err(FailedCall { failure, .. }) => (before, Err(failure), None),
                }
            }
            Ok(Told::Unchanged) => (before, Ok(Some(NOT_MODIFIED)), None),
            Err(FailedCall { failure, .. }) => (before, Err(failure), None),
        };
        let counted = if result.is_ok() { &mut report.polls } else { &mut report.failures };
        *counted = counted.saturating_add(1);
        let ending = Ending { settlement: Settlement::Again(question.next, known), result: Some(result) };
        self.settle(attempt, &ending, command, report)
    }

    /// Asks a question whose answer may be known.
    pub(super) fn ask(
        &self,
        id: MessageId,
        wanted: &Call,
        known: Option<&Validators>,
    ) -> Result<Told, FailedCall> {
        delivery::ask(&self.caller()?, (id, wanted), known)
    }
}

const NOT_MODIFIED: u16 = 304;
