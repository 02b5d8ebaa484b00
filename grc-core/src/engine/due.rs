//! What is due: timers, late tasks, messages, calls, regular questions, the end of drafts and of files, the work of those
//! who left.

mod budget;

use std::sync::Arc;

pub use budget::{Budget, DueKind, DueReport};

use super::Engine;
use crate::definition::Id;
use crate::delivery::{Answer, Failure, Outage, call};
use crate::error::Result;
use crate::request::{
    Actor, Call, EventContent, Message, MessageId, OutgoingContent, Polling, Request, RequestId,
};
use crate::store::{DueTimer, OutboxEntry, Reading, RequestKey, Settlement, read, write};
use crate::workflow::{Command, Process};

/// How long a worker keeps what it leased, in milliseconds: longer than the slowest call.
const LEASE: i64 = 2 * 60 * 1000;

/// When to look again at a message that nothing can send, in milliseconds.
const NO_TRANSPORT: i64 = 60 * 60 * 1000;

/// One attempt at a thing of the outbox.
pub(super) struct Attempt<'a> {
    pub(super) entry: &'a OutboxEntry,
    pub(super) token: u64,
    attempts: u32,
}

impl Attempt<'_> {
    pub(super) fn id(&self) -> MessageId {
        self.entry.outgoing.id
    }

    /// Who acts when the thing is answered: the business application, or the engine for its own messages.
    fn actor(&self) -> Actor {
        match &self.entry.outgoing.content {
            OutgoingContent::Message(_)
            | OutgoingContent::CreateRequest(_)
            | OutgoingContent::TellLinked(_) => Actor::System,
            OutgoingContent::Call(Call { connector: Id(id), .. })
            | OutgoingContent::Poll(Polling { connector: Id(id) }) => Actor::Connector(id.clone()),
        }
    }
}

impl Engine {
    /// Does what is due now: fires timers, sees to late tasks, sends messages, calls business applications, removes expired
    /// drafts and files. Any number of threads and processes may call it: each thing is done by one of them.
    ///
    /// # Errors
    /// Those of the store. The failure of one thing is counted, and harms no other.
    pub fn run_due(&self, budget: &Budget) -> Result<DueReport> {
        let mut report = DueReport::default();
        let wants = |kind| !self.is_over(budget) && (budget.kinds.is_empty() || budget.kinds.contains(&kind));
        if wants(DueKind::Timers) {
            self.fire_timers(budget, &mut report)?;
        }
        if wants(DueKind::Tasks) {
            self.see_to_late_tasks(budget.limit, &mut report)?;
        }
        if wants(DueKind::Outbox) {
            self.send_outbox(budget, &mut report)?;
        }
        if wants(DueKind::Drafts) {
            let now = self.now();
            report.drafts = write(self.store(), |store| store.remove_expired_drafts(now))?;
        }
        if wants(DueKind::Files) {
            report.files = self.remove_expired_files()?;
        }
        if wants(DueKind::Departures) {
            let given = self.give_back_work_of(None)?;
            report.departures = given.done;
            report.failures = report.failures.saturating_add(given.failures);
        }
        report.next = read(self.store(), |store| store.next_due())?;
        Ok(report)
    }

    fn is_over(&self, budget: &Budget) -> bool {
        budget.until.is_some_and(|until| self.now() >= until)
    }

    fn fire_timers(&self, budget: &Budget, report: &mut DueReport) -> Result<()> {
        let now = self.now();
        let due = read(self.store(), |store| store.due_timers(now, budget.limit))?;
        for timer in due {
            if self.is_over(budget) {
                return Ok(());
            }
            let fired = write(self.store(), |store| {
                let Some(request) = store.request(&RequestKey::Id(timer.request))? else { return Ok(false) };
                let process = self.process_of(store, &request)?;
                let command = Command::Fire(timer.timer.clone());
                let after = self.carry_out(store, &process, &request, command, (&Actor::System, None))?;
                Ok(after.sequence != request.sequence)
            });
            match fired {
                // Another worker was first.
                Ok(false) => {}
                Ok(true) => report.timers = report.timers.saturating_add(1),
                Err(error) if error.code().is_of_the_store() => return Err(error),
                // The circuit fails at run time: someone is called, and the timer does not come back for ever.
                Err(_) => {
                    report.failures = report.failures.saturating_add(1);
                    self.give_up(&timer)?;
                }
            }
        }
        Ok(())
    }

    fn give_up(&self, timer: &DueTimer) -> Result<()> {
        write(self.store(), |store| {
            let Some((request, process)) = self.request_and_process(store, timer.request)? else {
                return Ok(());
            };
            let command = Command::Lapse(timer.timer.clone());
            self.carry_out(store, &process, &request, command, (&Actor::System, None))?;
            Ok(())
        })
    }

    fn send_outbox(&self, budget: &Budget, report: &mut DueReport) -> Result<()> {
        let mut left = budget.limit;
        while left > 0 && !self.is_over(budget) {
            let now = self.now();
            let token = self.random_number()?;
            // One at a time, so that a lease is never shorter than what it covers.
            let leased =
                write(self.store(), |store| store.lease(now, now.plus_milliseconds(LEASE), 1, token))?;
            let Some(entry) = leased.into_iter().next() else { return Ok(()) };
            self.attempt(&entry, token, report)?;
            left = left.saturating_sub(1);
        }
        Ok(())
    }

    fn attempt(&self, entry: &OutboxEntry, token: u64, report: &mut DueReport) -> Result<()> {
        let attempt = Attempt { entry, token, attempts: entry.attempts.saturating_add(1) };
        match &entry.outgoing.content {
            OutgoingContent::Message(message) => self.send_message(&attempt, message, report),
            OutgoingContent::Call(call) => self.make_call(&attempt, call, report),
            OutgoingContent::Poll(_) => self.ask(&attempt, report),
            OutgoingContent::CreateRequest(creation) => self.create_linked(&attempt, creation, report),
            OutgoingContent::TellLinked(news) => self.tell_linked(&attempt, news, report),
        }
    }

    fn send_message(&self, attempt: &Attempt<'_>, message: &Message, report: &mut DueReport) -> Result<()> {
        let (id, channel, attempts) = (attempt.id(), message.channel, attempt.attempts);
        let Some(transport) = self.host().transport_of(channel) else {
            // Without a way to send, the message waits for one, and blocks nothing.
            let later = self.now().plus_milliseconds(NO_TRANSPORT);
            return self.settle(attempt, &Settlement::Again(later), None, report);
        };
        match transport.send(id, message) {
            Ok(()) => {
                report.messages = report.messages.saturating_add(1);
                let sent = EventContent::MessageSent { message: id, channel, attempts };
                self.settle(attempt, &Settlement::Sent, Some(Command::Recorded(Box::new(sent))), report)
            }
            Err(failure) => {
                let settlement = self.after_failure(&failure, attempts)?;
                let command = matches!(settlement, Settlement::Dead(_)).then(|| {
                    let reason = failure.code();
                    let failed = EventContent::MessageFailed { message: id, channel, attempts, reason };
                    Command::Recorded(Box::new(failed))
                });
                self.settle(attempt, &settlement, command, report)
            }
        }
    }

    fn make_call(&self, attempt: &Attempt<'_>, wanted: &Call, report: &mut DueReport) -> Result<()> {
        let (message, operation, attempts) = (attempt.id(), wanted.operation.clone(), attempt.attempts);
        match self.exchange(message, wanted) {
            Ok(answer) => {
                report.calls = report.calls.saturating_add(1);
                let response = answer.document;
                let command = Command::Answered { message, operation, attempts, response };
                self.settle(attempt, &Settlement::Sent, Some(command), report)
            }
            Err(failure) => {
                let settlement = self.after_failure(&failure, attempts)?;
                let reason = failure.code();
                let command = matches!(settlement, Settlement::Dead(_)).then_some(Command::Abandoned {
                    message,
                    operation,
                    attempts,
                    reason,
                });
                self.settle(attempt, &settlement, command, report)
            }
        }
    }

    /// Asks the regular question. Its failure is the operators' affair: it is asked again at its next time.
    fn ask(&self, attempt: &Attempt<'_>, report: &mut DueReport) -> Result<()> {
        let now = self.now();
        let planned = read(self.store(), |store| {
            let Some((request, process)) = self.request_and_process(store, attempt.entry.request)? else {
                return Ok(None);
            };
            process.poll(&request, now)
        })?;
        let Some((wanted, next)) = planned else {
            return self.settle(attempt, &Settlement::Sent, None, report);
        };
        let settlement = Settlement::Again(next);
        match self.exchange(attempt.id(), &wanted) {
            Ok(answer) => {
                report.polls = report.polls.saturating_add(1);
                self.settle(attempt, &settlement, Some(Command::Polled(answer.document)), report)
            }
            Err(_) => {
                report.failures = report.failures.saturating_add(1);
                self.settle(attempt, &settlement, None, report)
            }
        }
    }

    fn exchange(&self, id: MessageId, wanted: &Call) -> Result<Answer, Failure> {
        let host = self.host();
        match &self.inner.http {
            Some(http) => call(http.as_ref(), host.secrets.as_ref(), &host.guard, id, wanted),
            None => Err(Failure::unavailable(Outage::Connection)),
        }
    }

    fn after_failure(&self, failure: &Failure, attempts: u32) -> Result<Settlement> {
        let jitter = u32::try_from(self.random_number()? % 1001).unwrap_or_default();
        Ok(match failure.retry_at(self.now(), attempts, jitter) {
            Some(at) => Settlement::Retry(at, failure.code()),
            None => Settlement::Dead(failure.code()),
        })
    }

    /// Ends the lease and carries out what follows, in one transaction. A lease that is over changes nothing:
    /// another worker has the thing.
    pub(super) fn settle(
        &self,
        attempt: &Attempt<'_>,
        settlement: &Settlement,
        command: Option<Command>,
        report: &mut DueReport,
    ) -> Result<()> {
        match settlement {
            Settlement::Retry(..) => report.failures = report.failures.saturating_add(1),
            Settlement::Dead(_) => {
                report.failures = report.failures.saturating_add(1);
                report.abandoned = report.abandoned.saturating_add(1);
            }
            Settlement::Sent | Settlement::Again(_) => {}
        }
        match self.settle_once(attempt, settlement, command) {
            Err(error) if !error.code().is_of_the_store() => {
                report.failures = report.failures.saturating_add(1);
                self.settle_unusable(attempt, settlement, error.code().name())
            }
            settled => settled,
        }
    }

    pub(super) fn settle_once(
        &self,
        attempt: &Attempt<'_>,
        settlement: &Settlement,
        command: Option<Command>,
    ) -> Result<()> {
        self.settle_on(attempt, attempt.entry.request, settlement, command)
    }

    /// The same, what follows being carried out on another request.
    pub(super) fn settle_on(
        &self,
        attempt: &Attempt<'_>,
        request: RequestId,
        settlement: &Settlement,
        command: Option<Command>,
    ) -> Result<()> {
        let actor = attempt.actor();
        write(self.store(), |store| {
            if !store.settle(attempt.id(), attempt.token, settlement)? {
                return Ok(());
            }
            let Some(command) = command.clone() else { return Ok(()) };
            let Some((request, process)) = self.request_and_process(store, request)? else { return Ok(()) };
            self.carry_out(store, &process, &request, command, (&actor, None))?;
            Ok(())
        })
    }

    /// What was sent is sent, even if the circuit cannot take its answer: a call takes its `failed` edge, a regular
    /// question is asked again at its next time.
    fn settle_unusable(&self, attempt: &Attempt<'_>, settlement: &Settlement, reason: &str) -> Result<()> {
        let (id, attempts, reason) = (attempt.id(), attempt.attempts, reason.to_owned());
        let dead = Settlement::Dead(reason.clone());
        let settled = match &attempt.entry.outgoing.content {
            OutgoingContent::Poll(_) => self.settle_once(attempt, settlement, None),
            OutgoingContent::Message(_)
            | OutgoingContent::CreateRequest(_)
            | OutgoingContent::TellLinked(_) => self.settle_once(attempt, &dead, None),
            OutgoingContent::Call(call) => {
                let operation = call.operation.clone();
                let command = Command::Abandoned { message: id, operation, attempts, reason };
                self.settle_once(attempt, &dead, Some(command))
            }
        };
        match settled {
            // Not even the failed edge can be taken: an operator must look.
            Err(error) if !error.code().is_of_the_store() => self.settle_once(attempt, &dead, None),
            settled => settled,
        }
    }

    pub(super) fn request_and_process(
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

    fn random_number(&self) -> Result<u64> {
        let mut bytes = [0; 8];
        self.host().randomness.fill(&mut bytes)?;
        Ok(u64::from_be_bytes(bytes))
    }
}
