//! Calls that came before their request: kept, and given to their request once it has come.

use super::actor_of;
use crate::definition::Bilingual;
use crate::engine::{Budget, DueReport, Engine};
use crate::error::{Error, ErrorCode, Result};
use crate::facts::Facts;
use crate::request::{Request, RequestId};
use crate::store::{CallKind, FoundCall, KeptCall, Writing, read, write};
use crate::workflow::{BroughtFile, Command, Process, document};

/// How long a call waits, in milliseconds: 30 days.
pub(super) const PATIENCE: i64 = 30 * 24 * 60 * 60 * 1000;

/// Most calls of one connector that wait at once, and the bytes of their bodies together: 32 MiB. An application that speaks
/// of requests that will never come must not fill the store.
const MOST_WAITING: u64 = 1_000;
const MOST_BYTES: u64 = 32 << 20;

/// Calls given to one request before another call of the same request.
const AT_ONCE: usize = 100;

impl Engine {
    /// Gives their calls to the requests that have come, and forgets those that nothing came for.
    pub(in crate::engine) fn take_found_calls(&self, budget: &Budget, report: &mut DueReport) -> Result<()> {
        let now = self.now();
        report.forgotten = write(self.store(), |store| store.remove_expired_calls(now))?;
        for call in read(self.store(), |store| store.found_calls(None, budget.limit))? {
            if self.is_over(budget) {
                return Ok(());
            }
            self.take_found_call(&call, report)?;
        }
        Ok(())
    }

    /// Gives a request the calls that came before it was known, so that one that comes now is the last.
    pub(super) fn take_calls_before(&self, request: RequestId) -> Result<()> {
        for call in read(self.store(), |store| store.found_calls(Some(request), AT_ONCE))? {
            self.take_found_call(&call, &mut DueReport::default())?;
        }
        Ok(())
    }

    /// Gives its request a call, once. One that cannot be used calls someone: its sender was told that it is taken, and will not
    /// make it again.
    fn take_found_call(&self, call: &FoundCall, report: &mut DueReport) -> Result<()> {
        let mut taken = self.prepared(call).and_then(|command| self.take_call(call, Some(command)));
        if refused(&taken) {
            report.failures = report.failures.saturating_add(1);
            taken = self.take_call(call, Some(Command::UnusableCall));
        }
        if refused(&taken) {
            // Not even a task can be opened: the circuit goes round in circles, whatever comes.
            report.abandoned = report.abandoned.saturating_add(1);
            taken = self.take_call(call, None);
        }
        // Without one, another worker was first.
        if taken? {
            report.received = report.received.saturating_add(1);
        }
        Ok(())
    }

    /// What a call amounts to, the files that it holds being kept.
    fn prepared(&self, call: &FoundCall) -> Result<Command> {
        let found = read(self.store(), |store| self.request_and_process(store, call.request))?;
        let body = call.body.clone();
        Ok(match call.kind {
            CallKind::Change => {
                let files = match &found {
                    Some((request, process)) => self.keep_files_of_change(process, request, call)?,
                    None => Vec::new(),
                };
                Command::Changed { item: body, files }
            }
            CallKind::Call => {
                let files = match &found {
                    Some((_, process)) => self.keep_files_of_call(process, &call.connector, &body)?,
                    None => Vec::new(),
                };
                Command::Received { document: body, files }
            }
        })
    }

    fn keep_files_of_change(
        &self,
        process: &Process,
        request: &Request,
        call: &FoundCall,
    ) -> Result<Vec<BroughtFile>> {
        let Some(changes) = process.changes().filter(|_| !request.state.is_closed()) else {
            return Ok(Vec::new());
        };
        let item = document(&call.body);
        let facts = Facts { item: Some(&item), ..process.facts(request, self.now()) };
        self.keep_files_of(&changes.files, &actor_of(&call.connector), &facts, Some(request))
    }

    fn take_call(&self, call: &FoundCall, command: Option<Command>) -> Result<bool> {
        write(self.store(), |store| {
            if !store.remove_call(call.key)? {
                return Ok(false);
            }
            if let Some(command) = command.clone()
                && let Some((request, process)) = self.request_and_process(store, call.request)?
            {
                self.carry_out_call(store, &process, &request, command, &call.connector)?;
            }
            Ok(true)
        })
    }
}

fn refused(taken: &Result<bool>) -> bool {
    taken.as_ref().is_err_and(|error| !error.code().stops_everything())
}

/// Keeps a call, if not too much of its connector waits already.
///
/// # Errors
/// `too_many_waiting_calls`.
pub(super) fn keep(store: &mut dyn Writing, call: &KeptCall, bytes: usize) -> Result<()> {
    let backlog = store.backlog(&call.connector)?;
    let bytes = backlog.bytes.saturating_add(bytes as u64);
    if backlog.calls >= MOST_WAITING || bytes > MOST_BYTES {
        let message = Bilingual::new(
            "trop d'appels de cette application attendent leur demande",
            "too many calls of this application wait for their request",
        );
        return Err(Error::new(ErrorCode::TooManyWaitingCalls, message));
    }
    store.keep_call(call)
}
