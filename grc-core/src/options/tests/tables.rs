//! Tables in CSV.

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::{compile, table};
use crate::definition::{Diagnostics, Language, OptionList, Pointer};
use crate::options::OptionSet;
use crate::options::csv::{Reader, Record};

fn values(set: &OptionSet) -> Vec<Json> {
    (0..set.entries().len()).map(|option| set.value_of(option, Language::French).to_json()).collect()
}

/// What is wrong with a table, in English.
fn wrong(columns: Json, csv: &str) -> Vec<String> {
    let list: OptionList =
        serde_json::from_value(json!({"id": "l", "columns": columns, "options": {"csv": csv}})).unwrap();
    let mut faults = Diagnostics::new();
    OptionSet::of_list(&list, &Pointer::root(), &mut faults);
    let told = faults.as_slice().iter();
    told.map(|fault| {
        assert_eq!(fault.pointer, "/options/csv");
        format!("{} {}", fault.code, fault.message.get(Language::English))
    })
    .collect()
}

#[test]
fn columns_come_in_any_order_with_commas_or_semicolons() {
    let expected = [
        json!({"value": "14118", "label": "Caen", "population": 105_403}),
        json!({"value": "61169", "label": "Flers", "population": null}),
    ];
    let columns = json!({"population": "integer"});
    let commas = table(columns.clone(), "label,value,population\nCaen,14118,105403\nFlers,61169,\n");
    assert_eq!(values(&commas), expected);
    let semicolons =
        table(columns, "\u{feff}value;population;label\r\n14118;105403;Caen\r\n\r\n61169; ;Flers");
    assert_eq!(values(&semicolons), expected);
}

#[test]
fn a_cell_between_quotes_holds_anything() {
    let set =
        table(json!({}), "value;label\na;\"Rue \"\"du\"\" Puits; bis\"\nb;\"deux\nlignes\"\nc;\"\"\"\"\n");
    let labels: Vec<&str> = set.entries().iter().map(|entry| entry.label.get(Language::French)).collect();
    assert_eq!(labels, ["Rue \"du\" Puits; bis", "deux\nlignes", "\""]);
}

#[test]
fn numbers_and_booleans_are_read_as_spreadsheets_write_them() {
    let columns = json!({"tarif": "decimal", "ouvert": "boolean", "jour": "date"});
    let set = table(columns, "value;label;tarif;ouvert;jour\na;A;12,50;VRAI;2026-01-31\nb;B;12.50;non;\n");
    let expected = [
        json!({"value": "a", "label": "A", "tarif": "12.50", "ouvert": true, "jour": "2026-01-31"}),
        json!({"value": "b", "label": "B", "tarif": "12.50", "ouvert": false, "jour": null}),
    ];
    assert_eq!(values(&set), expected);
}

#[test]
fn every_fault_is_told_with_its_line() {
    let csv = "value,label,nombre\na,A,1\nb,B,deux\n,C,3\n\"d\nd\",D\na,Encore,4\ne,,5\n";
    assert_eq!(
        wrong(json!({"nombre": "integer"}), csv),
        [
            "definition.wrong_type line 3: column `nombre`: a whole number is expected",
            "definition.blank_option line 4: the value of an option is not empty",
            "definition.csv line 5: this line has 2 cells, the first one has 3",
            "definition.duplicate_option line 7: another option has the same value",
            "definition.blank_option line 8: the label of an option is not empty",
        ]
    );
}

#[test]
fn the_first_line_names_all_the_columns_and_no_other() {
    assert_eq!(
        wrong(json!({"population": "integer"}), "value,lable,populatoin,value\n"),
        [
            "definition.unknown_column line 1: the column `lable` is not declared in `columns`; did you mean `label`?",
            "definition.unknown_column line 1: the column `populatoin` is not declared in `columns`; did you mean `population`?",
            "definition.duplicate_column line 1: two columns are called `value`",
            "definition.missing_column line 1: the column `label` is missing; did you mean `lable`?",
            "definition.missing_column line 1: the column `population` is missing; did you mean `populatoin`?",
        ]
    );
    assert_eq!(wrong(json!({}), ""), ["definition.no_option the list of options is empty"]);
    assert_eq!(wrong(json!({}), "value,label\n"), ["definition.no_option the list of options is empty"]);
}

#[test]
fn a_quote_that_is_not_closed_does_not_swallow_the_rest_without_a_word() {
    for (csv, told) in [
        ("value,label\na,\"A\nb,B\n", "line 2: a cell begins with `\"` and no other one ends it"),
        ("value,label\na,A \"x\"\n", "line 2: a cell that holds `\"` is itself between `\"`"),
        ("value,label\na,\"A\" x\n", "line 2: a cell between `\"` is followed by"),
    ] {
        let faults = wrong(json!({}), csv);
        assert!(faults[0].starts_with(&format!("definition.csv {told}")), "{faults:?}");
    }
}

#[test]
fn a_table_and_the_same_options_written_are_the_same_list() {
    let columns = json!({"n": "integer"});
    let (written, faults) = compile(json!({"id": "l", "columns": columns, "options": [
        {"value": "a", "label": "A", "n": 1}, {"value": "b", "label": "B"}
    ]}));
    assert_eq!(faults, [""; 0]);
    let csv = table(columns, "value,label,n\na,A,1\nb,B,\n");
    assert_eq!(values(&written), values(&csv));
}

proptest! {
    #[test]
    fn what_is_written_between_quotes_is_read_back(
        rows in prop::collection::vec(prop::collection::vec("[a-z;,\"\n é]{0,6}", 2..4), 1..5),
        separator in prop::sample::select(vec![",", ";"]),
        end in prop::sample::select(vec!["\n", "\r\n"]),
    ) {
        let header = ["x", "y"].join(separator);
        let quoted = |row: &Vec<String>| {
            row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(separator)
        };
        let lines: Vec<String> = std::iter::once(header).chain(rows.iter().map(quoted)).collect();
        let text = lines.join(end);
        let records: Vec<Record<'_>> = Reader::new(&text).collect::<Result<_, _>>().unwrap();
        let read: Vec<Vec<String>> =
            records.into_iter().skip(1).map(|record| record.cells.into_iter().map(Into::into).collect()).collect();
        prop_assert_eq!(read, rows);
    }

    #[test]
    fn no_text_makes_the_reader_fail_otherwise_than_by_a_fault(text in "[a;,\"\r\n]{0,40}") {
        let lines = text.split('\n').count();
        for record in Reader::new(&text) {
            let line = record.map_or_else(|(line, _)| line, |record| record.line);
            prop_assert!((1..=lines).contains(&line));
        }
    }
}
