//! The pages of `docs/` that are made from the tables: errors and operations, in Markdown.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::table::operations;
use crate::error::ErrorCode;

/// `docs/errors.md`: every code, with its number and meaning.
pub fn errors_page() -> String {
    let rows = ErrorCode::ALL
        .iter()
        .map(|code| format!("| {} | `{}` | {} |\n", code.number(), code.name(), cell(code.meaning())));
    format!(
        "# Errors\n\n{MADE}\n\n\
         A failure is a JSON object: `code` and `number` as below, `message` in the language asked, `path` where a \
         place can be told (a JSON Pointer), `details` for programs. Codes and numbers never change and are never \
         given to another failure. Numbers 1 to 99 are the C interface's own. No failure repeats what a person \
         typed.\n\n\
         | Number | Code | Meaning |\n|---|---|---|\n{}\n\
         `invalid_input`, `invalid_answers` and `invalid_identifier` have `details.faults`, `invalid_definition` has \
         `details.diagnostics`: all that is wrong, each with its place, its rule (a dotted name that never changes) \
         and a message in French and English. `stale_revision` has `details.expected` and `details.actual`.\n",
        rows.collect::<String>()
    )
}

/// `docs/operations.md`: every operation, with the members of its request and of its result.
pub fn operations_page() -> String {
    let mut types = BTreeMap::new();
    let mut page = format!(
        "# Operations\n\n{MADE}\n\n\
         Each operation takes a JSON object and gives one. In a request, an unknown key, a key given twice and a \
         number that is not whole are refused; a result may gain keys in later versions. Members in **bold** must be \
         given. Texts that are dates, instants and identifiers are written `2026-03-02`, `2026-03-02T08:00:00.000Z` \
         and as UUIDs.\n"
    );
    for operation in operations() {
        let (request, result) = (operation.request_schema(), operation.result_schema());
        page += &format!("\n## {}\n\n{}\n\n", operation.name, operation.summary);
        page += &format!("Request:\n\n{}\nResult:\n\n{}", members(&request, true), members(&result, false));
        for schema in [request, result] {
            if let Some(Json::Object(defined)) = schema.get("$defs").cloned() {
                // A type that stands in requests and results is told as requests have it.
                for (name, schema) in defined {
                    types.entry(name).or_insert(schema);
                }
            }
        }
    }
    page += "\n# Types\n";
    for (name, schema) in &types {
        page += &format!("\n## {name}\n\n{}", defined(schema));
    }
    page
}

const MADE: &str = "Made from the library's tables: `make pages` writes this page again.";

/// A type: its description, its members or its values.
fn defined(schema: &Json) -> String {
    let mut text = description(schema).map(|told| format!("{told}\n\n")).unwrap_or_default();
    let variants = schema.get("oneOf").and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
    if schema.get("properties").is_some() {
        text += &members(schema, true);
        text += if variants.is_empty() { "" } else { "\n" };
    }
    for variant in variants {
        let told = description(variant).unwrap_or_default();
        if variant.get("properties").is_some() {
            text += &format!("{told}\n\n{}\n", members(variant, true));
        } else {
            text += &format!("- {}: {told}\n", kind(variant));
        }
    }
    if variants.is_empty() && schema.get("properties").is_none() {
        text += &format!("Written as {}.\n", kind(schema));
    }
    format!("{}\n", text.trim_end())
}

/// A table of the members of an object.
fn members(schema: &Json, marks_required: bool) -> String {
    let required = schema.get("required").and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
    let none = Map::new();
    let members = schema.get("properties").and_then(Json::as_object).unwrap_or(&none);
    if members.is_empty() {
        return "no member.\n".to_owned();
    }
    let rows = members.iter().map(|(name, member)| {
        let is_required = required.iter().any(|one| one.as_str() == Some(name));
        let shown = if marks_required && is_required { format!("**`{name}`**") } else { format!("`{name}`") };
        format!("| {shown} | {} | {} |\n", kind(member), cell(description(member).unwrap_or_default()))
    });
    format!("| Member | Value | Meaning |\n|---|---|---|\n{}", rows.collect::<String>())
}

/// What a value is, in a few words.
fn kind(schema: &Json) -> String {
    if let Some(reference) = schema.get("$ref").and_then(Json::as_str) {
        let name = reference.rsplit('/').next().unwrap_or(reference);
        return format!("[{name}](#{})", name.to_lowercase());
    }
    if let Some(value) = schema.get("const").and_then(Json::as_str) {
        return format!("`\"{value}\"`");
    }
    let choice = schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Json::as_array);
    if let Some(choice) = choice {
        let is_null = |one: &&Json| one.get("type").and_then(Json::as_str) == Some("null");
        let several: Vec<String> = choice.iter().filter(|one| !is_null(one)).map(kind).collect();
        return several.join(" or ");
    }
    let name = match schema.get("type") {
        Some(Json::Array(several)) => {
            several.iter().find_map(|one| one.as_str().filter(|one| *one != "null"))
        }
        Some(one) => one.as_str(),
        None => None,
    };
    let form = schema.get("format").and_then(Json::as_str);
    match (name, form) {
        (Some("string"), Some("uuid")) => "identifier".to_owned(),
        (Some("string"), Some("date")) => "date".to_owned(),
        (Some("string"), Some("date-time")) => "instant".to_owned(),
        (Some("string"), _) => "text".to_owned(),
        (Some("integer"), _) => "whole number".to_owned(),
        (Some("boolean"), _) => "`true` or `false`".to_owned(),
        (Some("array"), _) => match schema.get("items") {
            Some(items) => format!("list: {}", kind(items)),
            None => "list".to_owned(),
        },
        (Some("object"), _) => "object".to_owned(),
        _ => "any JSON value".to_owned(),
    }
}

fn description(schema: &Json) -> Option<&str> {
    schema.get("description").and_then(Json::as_str)
}

/// A text that stays within its cell.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}
