//! The JSON Schema of the definition format, for editors and for the check of shapes.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};

use super::{Block, Catalogue, Connector, Division, MessageTemplate, OptionList, Procedure, Workflow};

/// JSON Schema (2020-12) of a [`Catalogue`].
pub fn schema() -> Value {
    schema_settings().into_generator().into_root_schema_for::<Catalogue>().to_value()
}

/// How every schema of the engine is made: draft 2020-12, with the bounds of integers.
pub fn schema_settings() -> SchemaSettings {
    SchemaSettings::draft2020_12().with_transform(RecursiveTransform(bound_integers))
}

/// Says the bounds of integers in words that every validator knows: `format` is an annotation.
fn bound_integers(schema: &mut Schema) {
    let Some(format) = schema.get("format").and_then(Value::as_str) else { return };
    let bounds = match format {
        "int32" => (Some(i64::from(i32::MIN)), Some(i64::from(i32::MAX))),
        "uint32" => (Some(0), Some(i64::from(u32::MAX))),
        "uint64" | "uint" => (Some(0), None),
        // Numbers are 64-bit integers in every document that the engine reads.
        "int64" => (None, None),
        _ => return,
    };
    schema.remove("format");
    for (keyword, bound) in [("minimum", bounds.0), ("maximum", bounds.1)] {
        if let (Some(bound), None) = (bound, schema.get(keyword)) {
            schema.insert(keyword.to_owned(), bound.into());
        }
    }
}

/// The files of `docs/schema/`: the catalogue's schema, and one per kind of file of a directory.
pub fn schema_files() -> Vec<(String, Value)> {
    let kinds = [
        Procedure::schema_name(),
        Workflow::schema_name(),
        Block::schema_name(),
        MessageTemplate::schema_name(),
        OptionList::schema_name(),
        Connector::schema_name(),
        Division::schema_name(),
    ];
    let folders = ["procedure", "workflow", "block", "template", "list", "connector", "sector"];
    let one_of_a_kind = folders.iter().zip(kinds).map(|(name, definition)| {
        let schema = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": definition,
            "$ref": format!("catalogue.schema.json#/$defs/{definition}"),
        });
        (format!("{name}.schema.json"), schema)
    });
    std::iter::once(("catalogue.schema.json".to_owned(), schema())).chain(one_of_a_kind).collect()
}
