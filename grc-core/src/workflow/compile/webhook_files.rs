//! The files that a business application's calls hold, compiled.

use super::unknown;
use crate::definition::{Bilingual, Computed, Diagnostics, Pointer, Webhook};
use crate::expr::{Scope, Type, publication};
use crate::form::Form;
use crate::workflow::process::{ComputedText, WebhookFile};

/// `before` has what is known before the request is: the body.
pub(super) fn compile(
    webhook: &Webhook,
    data: &Form,
    before: &Scope,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Vec<WebhookFile> {
    let compiled = webhook.files.iter().enumerate().filter_map(|(rank, file)| {
        let at = at.index(rank);
        match &file.data {
            Some(name) if !data.takes_file(name.as_str()) => {
                let known = data.file_fields();
                unknown(("donnée de type `file`", "data of type `file`"), name.as_str(), known, &at.key("data"), faults);
            }
            None if webhook.message.is_none() => {
                let message = Bilingual::new(
                    "le fichier n'a pas de place : une donnée (`data`) est attendue, ou un message (`message`) qui l'accompagne",
                    "the file has no place: data is expected (`data`), or a message that it goes with (`message`)",
                );
                faults.fault(&at, "definition.webhook_file", message);
            }
            _ => {}
        }
        let content = told(&file.content, before, &at.key("content"), faults);
        let name = told(&file.name, before, &at.key("name"), faults);
        let media_type = match &file.media_type {
            Some(expected) => Some(told(expected, before, &at.key("media_type"), faults)?),
            None => None,
        };
        Some(WebhookFile { data: file.data.clone(), content: content?, name: name?, media_type })
    });
    compiled.collect()
}

/// A text that the body tells, read as it comes: one that is no text is refused with the call, not taken for nothing.
fn told(text: &Computed, before: &Scope, at: &Pointer, faults: &mut Diagnostics) -> Option<ComputedText> {
    match text.expression() {
        None => Some(ComputedText::Fixed(text.0.clone())),
        Some(source) => publication::computed(source, before, Some(&Type::Document), at, faults)
            .map(ComputedText::Computed),
    }
}
