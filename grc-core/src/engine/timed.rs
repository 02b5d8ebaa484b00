//! A store that takes nothing in which an instant stands that the host's clock could not give.

use std::path::Path;
use std::sync::Arc;

use super::Clock;
use crate::error::Result;
use crate::store::{Reading, Store, Writing};

/// A store, and the clock by which its jobs go.
pub(super) struct Timed {
    pub(super) store: Arc<dyn Store>,
    pub(super) clock: Arc<dyn Clock>,
}

impl Timed {
    fn holds(&self) -> Result<()> {
        self.clock.failure().map_or(Ok(()), Err)
    }
}

impl Store for Timed {
    fn read(&self, job: &mut dyn FnMut(&dyn Reading) -> Result<()>) -> Result<()> {
        self.store.read(job)?;
        self.holds()
    }

    /// What the job read of the clock, and what was read before it in this thread, is looked at while all can be undone.
    fn write(&self, job: &mut dyn FnMut(&mut dyn Writing) -> Result<()>) -> Result<()> {
        self.store.write(&mut |writing| {
            job(writing)?;
            self.holds()
        })
    }

    fn publication(&self) -> Result<u64> {
        self.store.publication()
    }

    fn copy(&self, file: &Path) -> Result<()> {
        self.store.copy(file)
    }
}
