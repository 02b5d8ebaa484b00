//! The layout of a form: a UI schema of JSON Forms, beside its JSON Schema.
//!
//! Conditions are not in it: whether a field is shown is told by [`Form::states`], for the answers given so far.

use serde_json::{Map, Value as Json, json};

use super::choices::Offered;
use super::field::{Field, Shape};
use super::files::SIZE;
use super::states::LISTED;
use super::types::SCALE;
use super::{Form, Section};
use crate::definition::{FieldKind, Language, LocationLimits, Reader};

impl Form {
    /// The UI schema of what is asked of `reader`: a `Group` for each section and each group, a `Control` for each question, a `Label` for each
    /// title or note. The `options` of an element tell the type of its field, its help (`hint`), what the JSON Schema cannot
    /// say of its limits (`accept` and `max_size` of a file, the `area` of a place, the `scale` of a decimal, what a repeat is
    /// `unique_by`, whether a choice is to be searched: `search`) and, where they help, the keyboard (`inputmode`) and the
    /// autofill token (`autocomplete`) of HTML.
    pub fn ui(&self, language: Language, reader: Reader) -> Json {
        let all = self.fields();
        let grouped = |section: &Section| {
            let fields = all.get(section.fields()).unwrap_or_default();
            json!({
                "type": "Group",
                "label": section.title(language),
                "elements": elements(fields, "#", language, reader),
                "options": {"section": section.id()},
            })
        };
        let elements: Vec<Json> = match self.sections.as_slice() {
            [] => elements(all, "#", language, reader),
            sections => sections.iter().map(grouped).collect(),
        };
        json!({"type": "VerticalLayout", "elements": elements})
    }
}

fn elements(fields: &[Field], scope: &str, language: Language, reader: Reader) -> Vec<Json> {
    let asked = fields.iter().filter(|field| field.is_readable_by(reader));
    asked.map(|field| element(field, scope, language, reader)).collect()
}

fn element(field: &Field, scope: &str, language: Language, reader: Reader) -> Json {
    let path = format!("{scope}/properties/{}", field.id());
    let label = field.label(language);
    let mut options = hints(field.kind());
    limits(field, &mut options);
    options.extend(field.hint(language).map(|hint| ("hint".to_owned(), json!(hint))));
    options.insert("type".to_owned(), json!(field.type_name()));
    if let Some(held) = &field.definition.available_from_administration {
        options.insert("available_from_administration".to_owned(), json!(held.name.get(language)));
    }
    match &field.shape {
        Shape::Single(_) => json!({"type": "Control", "scope": path, "label": label, "options": options}),
        Shape::Computed(_) => {
            options.insert("readonly".to_owned(), json!(true));
            json!({"type": "Control", "scope": path, "label": label, "options": options})
        }
        Shape::Group(fields) => {
            let inside = elements(fields.as_slice(), &path, language, reader);
            json!({"type": "Group", "label": label, "elements": inside, "options": options})
        }
        Shape::Repeat(repeat) => {
            let inside = elements(repeat.fields.as_slice(), "#", language, reader);
            options.insert("detail".to_owned(), json!({"type": "VerticalLayout", "elements": inside}));
            json!({"type": "Control", "scope": path, "label": label, "options": options})
        }
        Shape::Display => {
            // A title or a note has no place in the schema: its id finds it among the states.
            options.insert("id".to_owned(), json!(field.id()));
            json!({"type": "Label", "text": label, "options": options})
        }
    }
}

/// Limits that a JSON Schema cannot say.
fn limits(field: &Field, options: &mut Map<String, Json>) {
    let mut say = |name: &str, limit: Json| _ = options.insert(name.to_owned(), limit);
    match field.kind() {
        FieldKind::File(limits) => {
            say("accept", json!(limits.accept));
            say("max_size", json!(limits.max_size.unwrap_or(SIZE)));
        }
        FieldKind::Location(LocationLimits { area: Some(area) }) => say("area", json!(area)),
        FieldKind::Decimal(limits) => say("scale", json!(limits.scale.unwrap_or(SCALE))),
        FieldKind::Repeat(limits) if !limits.unique_by.is_empty() => {
            say("unique_by", json!(limits.unique_by))
        }
        _ => {}
    }
    if field.offered().and_then(Offered::count).is_some_and(|count| count > LISTED) {
        say("search", json!(true));
    }
}

/// What helps to type an answer.
fn hints(kind: &FieldKind) -> Map<String, Json> {
    let hints: &[(&str, &str)] = match kind {
        FieldKind::Integer(_) | FieldKind::Siren(_) | FieldKind::Siret(_) | FieldKind::Spi(_) => {
            &[("inputmode", "numeric")]
        }
        FieldKind::PostalCode(_) => &[("inputmode", "numeric"), ("autocomplete", "postal-code")],
        FieldKind::Country(_) => &[("autocomplete", "country")],
        FieldKind::Decimal(_) => &[("inputmode", "decimal")],
        FieldKind::Email(_) => &[("inputmode", "email"), ("autocomplete", "email")],
        FieldKind::Phone(_) => &[("inputmode", "tel"), ("autocomplete", "tel")],
        FieldKind::Url(_) => &[("inputmode", "url"), ("autocomplete", "url")],
        _ => &[],
    };
    let hints = hints.iter().map(|(name, hint)| ((*name).to_owned(), json!(hint)));
    let lines = matches!(kind, FieldKind::Textarea(_)).then(|| ("multi".to_owned(), json!(true)));
    hints.chain(lines).collect()
}
