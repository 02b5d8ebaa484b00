//! Forms made from the town's: the same ten times over, three hundred fields and eighty conditions; one more field.

use grc::{Sources, Values};
use serde_json::{Value as Json, json};

use crate::town::catalogue;

/// How many times the form is in the larger one.
pub(crate) const COPIES: usize = 10;

/// The definitions, with the larger form in place of the form.
pub(crate) fn sources() -> Sources {
    Sources::from_value(catalogue_of_copies())
}

/// The same, as they are written.
pub(crate) fn catalogue_of_copies() -> Json {
    let mut catalogue = catalogue();
    let sections = catalogue
        .pointer_mut("/procedures/0/scenarios/0/form/sections")
        .and_then(Json::as_array_mut)
        .expect("the sections of the form");
    let names: Vec<String> = fields_of(sections).map(|field| text(field, "id")).collect();
    let copies = (0..COPIES).flat_map(|copy| {
        sections.clone().into_iter().map(|section| renamed(section, &names, copy)).collect::<Vec<_>>()
    });
    *sections = copies.collect();
    catalogue
}

/// The definitions, with one more field in the form's last section.
pub(crate) fn with_field(field: Json) -> Sources {
    let mut catalogue = catalogue();
    let fields = catalogue.pointer_mut("/procedures/0/scenarios/0/form/sections/2/fields");
    fields.and_then(Json::as_array_mut).expect("the fields of a section").push(field);
    Sources::from_value(catalogue)
}

/// Answers to the larger form: those of the form, as many times.
pub(crate) fn answers(answers: &Values) -> Values {
    let copies = (0..COPIES)
        .flat_map(|copy| answers.iter().map(move |(name, answer)| (in_copy(name, copy), answer.clone())));
    copies.collect()
}

fn fields_of(sections: &[Json]) -> impl Iterator<Item = &Json> {
    sections.iter().filter_map(|section| section["fields"].as_array()).flatten()
}

/// The section under the names of a copy, in its conditions too.
fn renamed(mut section: Json, names: &[String], copy: usize) -> Json {
    section["id"] = json!(in_copy(&text(&section, "id"), copy));
    for field in section["fields"].as_array_mut().expect("fields") {
        field["id"] = json!(in_copy(&text(field, "id"), copy));
        for key in ["visible_if", "required_if", "min", "max"] {
            if field[key].is_string() {
                field[key] = json!(in_expression(&text(field, key), names, copy));
            }
        }
    }
    section
}

/// The first copy keeps its names: the letters of the procedure use them.
fn in_copy(name: &str, copy: usize) -> String {
    if copy == 0 { name.to_owned() } else { format!("{name}_{copy}") }
}

/// An expression in which the fields of the form have their names in a copy. No text in it is that of a name.
fn in_expression(source: &str, names: &[String], copy: usize) -> String {
    let ends = |letter: char| !letter.is_ascii_alphanumeric() && letter != '_';
    let words = source.split_inclusive(ends).map(|word| {
        let name = word.trim_end_matches(ends);
        let is_field = names.iter().any(|known| known == name);
        if is_field { word.replacen(name, &in_copy(name, copy), 1) } else { word.to_owned() }
    });
    words.collect()
}

fn text(value: &Json, key: &str) -> String {
    value[key].as_str().expect("a text").to_owned()
}
