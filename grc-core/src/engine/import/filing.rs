//! The recording of lines, many in one transaction; or how it would go.

use super::Import;
use super::preparation::Prepared;
use crate::engine::submit::next_reference;
use crate::error::{Error, Result};
use crate::request::{Actor, Instant, RequestId, Taken};
use crate::store::{Writing, read, write};

/// The line of a batch that the engine refused inside its transaction, of which nothing is left.
pub(super) struct Refused {
    pub(super) rank: usize,
    pub(super) error: Error,
}

impl Import<'_> {
    /// Records lines in one transaction: all, or none of them because of one.
    ///
    /// # Errors
    /// Those of the store.
    pub(super) fn record_together(&mut self, batch: &[Prepared]) -> Result<Option<Refused>> {
        let now = self.engine.now();
        let mut refused = None;
        let recorded = write(self.engine.store(), |store| {
            refused = None;
            let mut recorded = Vec::with_capacity(batch.len());
            for prepared in batch {
                match self.take_over(store, prepared, now) {
                    Ok(is_new) => recorded.push(is_new),
                    Err(error) => {
                        if !error.code().stops_everything() {
                            refused = Some(Refused { rank: recorded.len(), error: error.clone() });
                        }
                        return Err(error);
                    }
                }
            }
            Ok(recorded)
        });
        match (recorded, refused) {
            (Ok(recorded), _) => {
                batch.iter().zip(recorded).for_each(|(prepared, is_new)| self.succeed(prepared, is_new));
                Ok(None)
            }
            (Err(error), _) if error.code().stops_everything() => Err(error),
            (Err(_), Some(refused)) => Ok(Some(refused)),
            (Err(error), None) => Err(error),
        }
    }

    /// Records a line. `false` if its request was taken over meanwhile.
    fn take_over(&self, store: &mut dyn Writing, prepared: &Prepared, now: Instant) -> Result<bool> {
        let engine = self.engine;
        let Prepared { current, submission, takeover, .. } = prepared;
        let mut takeover = takeover.clone();
        if !store.taken_over(Some(self.source), &takeover.taken.former.reference, 1)?.is_empty() {
            return Ok(false);
        }
        let process = current.process(submission.scenario.as_str())?;
        let submitted = &mut takeover.taken.submitted;
        submitted.request = RequestId(engine.fresh_id(now)?);
        if !submitted.trial {
            let who = (&submission.applicant, submission.applicant_id.as_deref());
            submitted.profile =
                engine.recognised(store, &Actor::System, submission, who, (submitted.request, now))?;
        }
        submitted.reference = next_reference(store, process, submitted.trial, now)?;
        submitted.tracking_code = engine.host().tracking_code()?;
        let decision = engine.deciding_beside(store, &self.beside, (&Actor::System, None), |context| {
            process.take_over(takeover, context)
        })?;
        engine.record(store, process, None, &decision)?;
        engine.record_counterparts(store, &decision, (&Actor::System, None))?;
        Ok(true)
    }

    /// Decides what recording a line would decide, and remembers it for the lines that follow. `false` if its request was taken
    /// over meanwhile.
    pub(super) fn try_out(&mut self, prepared: &Prepared) -> Result<bool> {
        let Prepared { current, submission, takeover, files, .. } = prepared;
        let reference = &takeover.taken.former.reference;
        if !self.rehearsed.insert(reference.clone()) {
            return Ok(false);
        }
        let engine = self.engine;
        let process = current.process(submission.scenario.as_str())?;
        let mut takeover = takeover.clone();
        takeover.taken.submitted.request = RequestId(engine.fresh_id(engine.now())?);
        self.beside.files = files.iter().map(|(attached, _)| (attached.file.id, attached.clone())).collect();
        let decision = read(engine.store(), |store| {
            let takeover = takeover.clone();
            engine.deciding_beside(store, &self.beside, (&Actor::System, None), |context| {
                process.take_over(takeover, context)
            })
        });
        let decision = decision.inspect_err(|_| _ = self.rehearsed.remove(reference))?;
        let request = decision.request.id;
        for claim in decision.request.claims {
            let taken = Taken { request, period: claim.period(), quantity: claim.quantity };
            self.beside.taken.entry(claim.key).or_default().push(taken);
        }
        Ok(true)
    }
}
