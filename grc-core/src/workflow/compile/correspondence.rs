//! The form of the messages between the town hall and the people of a request: the same for every circuit.

use serde_json::json;

use super::tasks::own_form;
use crate::form::{Form, Surroundings};

/// `text`, and `files`: each element of the list names one.
pub(super) fn form(surroundings: &Surroundings<'_>) -> Form {
    let file = json!({"id": "file", "type": "file", "required": true,
        "label": {"fr": "Pièce jointe", "en": "Attachment"}});
    let fields = json!([
        {"id": "text", "type": "textarea", "required": true, "max_length": 20_000,
            "label": {"fr": "Message", "en": "Message"}},
        {"id": "files", "type": "repeat", "max": 20, "fields": [file],
            "label": {"fr": "Pièces jointes", "en": "Attachments"}}
    ]);
    own_form(fields, surroundings)
}
