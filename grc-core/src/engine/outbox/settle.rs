//! How an attempt ends: its lease, what follows on the request, the health of its endpoint, in one transaction.

use std::sync::Arc;

use super::attempt::{Attempt, Ending};
use super::turn::Following;
use crate::delivery::breaker::after_attempt;
use crate::delivery::{Failure, FailureClass, Schedule};
use crate::engine::decision::Beside;
use crate::engine::{DueReport, Engine};
use crate::error::Result;
use crate::request::{Actor, Instant, OutgoingContent, Request, RequestId};
use crate::store::{self, AttemptOutcome, Reading, RequestKey, Settlement, Writing, write};
use crate::workflow::{Command, Process};

impl Engine {
    /// What becomes of something that failed.
    pub(super) fn after_failure(
        &self,
        failure: &Failure,
        schedule: &Schedule,
        attempts: u32,
    ) -> Result<Settlement> {
        let jitter = u32::try_from(self.random_number()? % 1001).unwrap_or_default();
        Ok(match failure.retry_at(schedule, self.now(), attempts, jitter) {
            Some(at) => Settlement::Retry(at, failure.code()),
            None => Settlement::Dead(failure.code()),
        })
    }

    /// Ends the lease and carries out what follows, in one transaction. A lease that is over changes nothing, and gives
    /// `false`: another worker has the thing.
    pub(in crate::engine) fn settle(
        &self,
        attempt: &Attempt<'_>,
        ending: &Ending,
        command: Option<Command>,
        report: &mut DueReport,
    ) -> Result<bool> {
        match &ending.settlement {
            Settlement::Retry(..) => report.failures = report.failures.saturating_add(1),
            Settlement::Dead(_) => {
                report.failures = report.failures.saturating_add(1);
                report.abandoned = report.abandoned.saturating_add(1);
            }
            Settlement::Sent | Settlement::Again(..) => {}
        }
        match self.settle_once(attempt, ending, command) {
            Err(error) if !error.code().stops_everything() => {
                report.failures = report.failures.saturating_add(1);
                self.settle_unusable(attempt, ending, error.code().name())
            }
            settled => settled,
        }
    }

    pub(in crate::engine) fn settle_once(
        &self,
        attempt: &Attempt<'_>,
        ending: &Ending,
        command: Option<Command>,
    ) -> Result<bool> {
        self.settle_on(attempt, attempt.entry.request, ending, command)
    }

    /// The same, what follows being carried out on another request.
    pub(in crate::engine) fn settle_on(
        &self,
        attempt: &Attempt<'_>,
        request: RequestId,
        ending: &Ending,
        command: Option<Command>,
    ) -> Result<bool> {
        let actor = attempt.actor();
        let now = self.now();
        let (is_settled, following) = write(self.store(), |store| {
            let kept = kept(attempt, ending, now);
            if !store.settle(attempt.id(), attempt.token, &ending.settlement, kept.as_ref())? {
                return Ok((false, Following::Unknown));
            }
            if let Some(result) = &ending.result {
                self.note_health(store, &attempt.entry.endpoint, result.as_ref().err(), now)?;
            }
            if let Some(command) = command.clone()
                && let Some((request, process)) = self.request_and_process(store, request)?
            {
                // An application answers for the files that it brings.
                let vouched = matches!(actor, Actor::Connector(_));
                let beside = Beside { vouched, ..Beside::default() };
                self.carry_out_beside(store, &beside, &process, &request, command, (&actor, None))?;
            }
            Ok((true, self.lease_following(store, attempt)?))
        })?;
        if let Some(turn) = attempt.turn {
            turn.goes_on_with(following);
        }
        Ok(is_settled)
    }

    /// What was sent is sent, even if the circuit cannot take its answer: a call takes its `failed` edge, a regular
    /// question is asked again at its next time.
    fn settle_unusable(&self, attempt: &Attempt<'_>, ending: &Ending, reason: &str) -> Result<bool> {
        let (id, attempts, reason) = (attempt.id(), attempt.attempts, reason.to_owned());
        let dead = Ending { settlement: Settlement::Dead(reason.clone()), result: ending.result };
        let settled = match &attempt.entry.outgoing.content {
            OutgoingContent::Poll(_) => {
                // The same answer is wanted again: it may be of use then.
                let mut again = ending.clone();
                if let Settlement::Again(_, known) = &mut again.settlement {
                    *known = None;
                }
                self.settle_once(attempt, &again, None)
            }
            OutgoingContent::Message(_)
            | OutgoingContent::CreateRequest(_)
            | OutgoingContent::TellLinked(_) => self.settle_once(attempt, &dead, None),
            OutgoingContent::Call(call) => {
                let operation = call.operation.clone();
                let status = dead.result.and_then(Result::ok).flatten();
                let class = FailureClass::Unreadable;
                let command = Command::Abandoned {
                    message: id,
                    operation,
                    attempts,
                    reason,
                    class,
                    status,
                    said: None,
                };
                self.settle_once(attempt, &dead, Some(command))
            }
        };
        match settled {
            // Not even the failed edge can be taken: an operator must look.
            Err(error) if !error.code().stops_everything() => self.settle_once(attempt, &dead, None),
            settled => settled,
        }
    }

    /// Writes how an endpoint fares after an attempt, if that has changed.
    pub(super) fn note_health(
        &self,
        store: &mut dyn Writing,
        endpoint: &str,
        failure: Option<&Failure>,
        now: Instant,
    ) -> Result<()> {
        let before = store.endpoint(endpoint)?;
        let after = after_attempt(&before, failure, now, self.host().failures_before_pause);
        if after != before {
            store.put_endpoint(endpoint, &after)?;
        }
        Ok(())
    }

    pub(in crate::engine) fn request_and_process(
        &self,
        store: &dyn Reading,
        id: RequestId,
    ) -> Result<Option<(Request, Arc<Process>)>> {
        match store.request(&RequestKey::Id(id))? {
            Some(request) => {
                let process = self.process_of(store, &request)?;
                Ok(Some((request, process)))
            }
            None => Ok(None),
        }
    }

    pub(in crate::engine) fn random_number(&self) -> Result<u64> {
        let mut bytes = [0; 8];
        self.host().randomness.fill(&mut bytes)?;
        Ok(u64::from_be_bytes(bytes))
    }
}

/// What is kept of an attempt; nothing of what does not leave the store.
fn kept(attempt: &Attempt<'_>, ending: &Ending, now: Instant) -> Option<store::Attempt> {
    let began_at = attempt.entry.leased_at.unwrap_or(now);
    let (outcome, reason, status) = match (ending.result?, &ending.settlement) {
        (Ok(status), Settlement::Dead(reason)) => (AttemptOutcome::Unreadable, Some(reason.clone()), status),
        (Ok(status), _) => (AttemptOutcome::Sent, None, status),
        (Err(failure), _) => {
            let outcome = match failure.class() {
                FailureClass::Refused => AttemptOutcome::Refused,
                FailureClass::Unavailable => AttemptOutcome::Unavailable,
                FailureClass::Unreadable => AttemptOutcome::Unreadable,
            };
            (outcome, Some(failure.code()), failure.status())
        }
    };
    Some(store::Attempt { began_at, ended_at: now, outcome, reason, status })
}
