//! Options that are gone: an answer given before they went is told so, rather than called no option.

use super::Engine;
use super::definitions::Current;
use crate::error::Result;
use crate::form::Report;
use crate::store::read;

/// Versions before the current one in which an option is looked for.
const LOOKED_INTO: u32 = 3;

impl Engine {
    /// Tells, of the answers that are no option, those that were one in a version before: a draft, or a page that was
    /// opened before the last publication, still has them.
    pub(super) fn tell_withdrawn_options(
        &self,
        (current, scenario): (&Current, &str),
        report: &mut Report,
    ) -> Result<()> {
        let id = &current.compiled.definition.id;
        let earlier = (1..current.version).rev().take(usize::try_from(LOOKED_INTO).unwrap_or(usize::MAX));
        for version in earlier {
            if !report.has_unknown_options() {
                return Ok(());
            }
            let compiled = read(self.store(), |store| self.version_of(store, id, version))?;
            let process = compiled.processes.iter().find(|(id, _)| id.as_str() == scenario);
            if let Some((_, process)) = process {
                process.form.tell_withdrawn(report);
            }
        }
        Ok(())
    }
}
