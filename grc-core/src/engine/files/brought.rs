//! Files that come whole within a document: looked at first, kept once the rest of the document is right.

use super::Arrival;
use crate::attachment::display_name;
use crate::engine::Engine;
use crate::error::Result;
use crate::request::{Actor, AttachedFile};
use crate::store::write;

impl Engine {
    /// What will be known of a file, before it is kept.
    ///
    /// # Errors
    /// `invalid_input` for an empty one, `file_too_large`, at `/content`.
    pub(in crate::engine) fn look_at_file(
        &self,
        actor: &Actor,
        name: &str,
        content: &[u8],
    ) -> Result<AttachedFile> {
        let arrival = Arrival::of(content, self.host().most_file_bytes)?;
        self.described(actor, display_name(name), arrival)
    }

    /// Keeps a file that was looked at. It goes like any other, if nothing is filed with it.
    ///
    /// # Errors
    /// Those of the store.
    pub(in crate::engine) fn keep_file(&self, attached: &AttachedFile, mut content: &[u8]) -> Result<()> {
        let key = self.receive_content(&mut Arrival::default(), &mut content)?;
        write(self.store(), |store| store.add_file(key, attached))
    }
}
