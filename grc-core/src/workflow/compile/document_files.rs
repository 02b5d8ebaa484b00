//! The files that a business application's calls and answers hold, compiled.

use super::unknown;
use crate::definition::{self, Bilingual, Computed, Diagnostics, Pointer};
use crate::expr::{Scope, Type, publication};
use crate::form::Form;
use crate::workflow::process::{ComputedText, DocumentFile};

/// `scope` has what is known of the document. One that `has_message` may hold files that go with it.
pub(super) fn compile(
    definitions: &[definition::DocumentFile],
    has_message: bool,
    data: &Form,
    scope: &Scope,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Vec<DocumentFile> {
    let compiled = definitions.iter().enumerate().filter_map(|(rank, file)| {
        let at = at.index(rank);
        match &file.data {
            Some(name) if !data.takes_file(name.as_str()) => {
                let known = data.file_fields();
                unknown(("donnée de type `file`", "data of type `file`"), name.as_str(), known, &at.key("data"), faults);
            }
            None if !has_message => {
                let message = Bilingual::new(
                    "le fichier n'a pas de place : une donnée (`data`) est attendue, ou un message (`message`) qui l'accompagne",
                    "the file has no place: data is expected (`data`), or a message that it goes with (`message`)",
                );
                faults.fault(&at, "definition.webhook_file", message);
            }
            _ => {}
        }
        let content = told(&file.content, scope, &at.key("content"), faults);
        let name = told(&file.name, scope, &at.key("name"), faults);
        let media_type = match &file.media_type {
            Some(expected) => Some(told(expected, scope, &at.key("media_type"), faults)?),
            None => None,
        };
        Some(DocumentFile { data: file.data.clone(), content: content?, name: name?, media_type })
    });
    compiled.collect()
}

/// A text that the body tells, read as it comes: one that is no text is refused with the call, not taken for nothing.
fn told(text: &Computed, scope: &Scope, at: &Pointer, faults: &mut Diagnostics) -> Option<ComputedText> {
    match text.expression() {
        None => Some(ComputedText::Fixed(text.0.clone())),
        Some(source) => publication::computed(source, scope, Some(&Type::Document), at, faults)
            .map(ComputedText::Computed),
    }
}
