#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod given;
mod lists;
mod search;
mod tables;

use serde_json::{Value as Json, json};

use super::OptionSet;
use crate::definition::{Diagnostics, OptionList, Pointer};

/// Compiles a list, and gives what is wrong with it as `pointer code`.
fn compile(list: Json) -> (OptionSet, Vec<String>) {
    let list: OptionList = serde_json::from_value(list).unwrap();
    let mut faults = Diagnostics::new();
    let set = OptionSet::of_list(&list, &Pointer::root().key("lists").index(0), &mut faults);
    let told = faults.as_slice().iter();
    (set, told.map(|fault| format!("{} {}", fault.pointer, fault.code)).collect())
}

/// A list without fault, of labels that are their values.
fn labels(labels: &[&str]) -> OptionSet {
    let options: Vec<Json> = labels.iter().map(|label| json!({"value": label, "label": label})).collect();
    let (set, faults) = compile(json!({"id": "l", "options": options}));
    assert_eq!(faults, [""; 0]);
    set
}

/// A table without fault.
fn table(columns: Json, csv: &str) -> OptionSet {
    let (set, faults) = compile(json!({"id": "l", "columns": columns, "options": {"csv": csv}}));
    assert_eq!(faults, [""; 0]);
    set
}
