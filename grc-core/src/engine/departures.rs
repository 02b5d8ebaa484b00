//! What agents who left had in hand, given back to the services.

use super::Engine;
use crate::error::Result;
use crate::request::{Actor, Departure, RequestId};
use crate::store::{RequestKey, Writing, read, write};
use crate::workflow::Command;

/// Requests in one transaction: others do not wait long behind it.
const AT_ONCE: usize = 20;

/// What was given back.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct GivenBack {
    /// Requests of which something was.
    pub(super) done: usize,
    /// Requests whose circuit failed: they are tried again later.
    pub(super) failures: usize,
}

impl Engine {
    /// Gives back what those who left still have, or what one of them has. Each transaction leaves whole requests; a
    /// departure is forgotten when nothing of it is left, so that whoever comes next goes on where this one stopped.
    pub(super) fn give_back_work_of(&self, agent: Option<&str>) -> Result<GivenBack> {
        let mut given = GivenBack::default();
        for departure in read(self.store(), |store| store.departures(agent))? {
            let failures = given.failures;
            let left = read(self.store(), |store| store.left_behind(&departure))?;
            for requests in left.chunks(AT_ONCE) {
                self.give_back_all(requests, &departure, &mut given)?;
            }
            if given.failures == failures {
                write(self.store(), |store| store.remove_departure(&departure))?;
            }
        }
        Ok(given)
    }

    /// Gives back what an agent has of some requests: together or, when one of them fails, each on its own.
    fn give_back_all(
        &self,
        requests: &[RequestId],
        departure: &Departure,
        given: &mut GivenBack,
    ) -> Result<()> {
        let give_back = |requests: &[RequestId]| {
            write(self.store(), |store| {
                requests.iter().try_for_each(|request| self.give_back(store, *request, departure))
            })
        };
        match give_back(requests) {
            Ok(()) => given.done = given.done.saturating_add(requests.len()),
            Err(error) if error.code().stops_everything() => return Err(error),
            Err(_) if requests.len() == 1 => given.failures = given.failures.saturating_add(1),
            Err(_) => {
                for request in requests {
                    self.give_back_all(std::slice::from_ref(request), departure, given)?;
                }
            }
        }
        Ok(())
    }

    fn give_back(&self, store: &mut dyn Writing, request: RequestId, departure: &Departure) -> Result<()> {
        // They may be back since.
        if !store.departures(Some(&departure.agent))?.contains(departure) {
            return Ok(());
        }
        let Some(request) = store.request(&RequestKey::Id(request))? else { return Ok(()) };
        let process = self.process_of(store, &request)?;
        let command = Command::GiveBack(departure.clone());
        self.carry_out(store, &process, &request, command, (&Actor::System, None))?;
        Ok(())
    }
}
