#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use proptest::prelude::*;
use serde_json::{Value, json};

use super::Sources;
use crate::check::sample;
use crate::definition::{Diagnostic, Language};

/// A directory that holds the sample.
fn directory() -> Vec<(String, Vec<u8>)> {
    let mut catalogue = sample::catalogue();
    let whole = catalogue.as_object_mut().unwrap();
    let mut files = Vec::new();
    for folder in super::assembly::FOLDERS {
        let Some(Value::Array(items)) = whole.remove(folder) else { panic!("no {folder}") };
        for item in items {
            let path = format!("{folder}/{}.json", item["id"].as_str().unwrap());
            files.push((path, item.to_string().into_bytes()));
        }
    }
    files.push(("catalogue.json".to_owned(), catalogue.to_string().into_bytes()));
    files
}

fn set(files: &mut Vec<(String, Vec<u8>)>, path: &str, content: &str) {
    files.retain(|(other, _)| other != path);
    files.push((path.to_owned(), content.as_bytes().to_vec()));
}

fn edit(files: &mut [(String, Vec<u8>)], path: &str, change: impl FnOnce(&mut Value)) {
    let (_, content) = files.iter_mut().find(|(other, _)| other == path).unwrap();
    let mut value = serde_json::from_slice(content).unwrap();
    change(&mut value);
    *content = value.to_string().into_bytes();
}

fn refused(files: Vec<(String, Vec<u8>)>) -> Vec<(String, String, &'static str)> {
    told(Sources::assemble(files).unwrap_err())
}

fn told(diagnostics: Vec<Diagnostic>) -> Vec<(String, String, &'static str)> {
    diagnostics.into_iter().map(|one| (one.file.unwrap_or_default(), one.pointer, one.code)).collect()
}

const SALLE: &str = "procedures/reservation-salle.json";

#[test]
fn a_directory_is_one_catalogue() {
    let sources = Sources::assemble(directory()).unwrap();
    assert_eq!(
        sources.value()["procedures"].as_array().unwrap().len(),
        sample::catalogue()["procedures"].as_array().unwrap().len()
    );
    assert_eq!(sources.value()["settings"], sample::catalogue()["settings"]);
    sources.read().unwrap();
}

#[test]
fn the_order_in_which_files_are_read_changes_nothing() {
    let mut reversed = directory();
    reversed.reverse();
    assert_eq!(Sources::assemble(directory()).unwrap(), Sources::assemble(reversed).unwrap());
}

#[test]
fn texts_are_read_from_the_files_beside() {
    let mut files = directory();
    edit(&mut files, SALLE, |procedure| {
        procedure["summary"] = json!({"file": "salle.md"});
        procedure["closed"]["message"] = json!({"fr": {"file": "../textes/ferme.md"}, "en": "Closed"});
    });
    set(&mut files, "procedures/salle.md", "\u{feff}Louer\r\nune salle.\r\n");
    set(&mut files, "textes/ferme.md", "Fermé.");
    let procedure = Sources::assemble(files).unwrap().value()["procedures"][0].clone();
    assert_eq!(procedure["summary"], json!("Louer\nune salle."));
    assert_eq!(procedure["closed"]["message"], json!({"fr": "Fermé.", "en": "Closed"}));
}

#[test]
fn a_body_sent_to_an_application_may_have_a_key_named_file() {
    let sources = Sources::assemble(directory()).unwrap();
    assert_eq!(
        sources.value()["connectors"][0]["operations"]["create"]["body"]["n"][1],
        json!({"file": "=answers.lieu"})
    );
}

#[test]
fn a_path_stays_inside_the_directory() {
    for path in ["../../secret.md", "/etc/passwd", "C:/x.md", "..\\x.md", "a/../../../x.md"] {
        let mut files = directory();
        edit(&mut files, SALLE, |procedure| procedure["summary"] = json!({"file": path}));
        let outside = (SALLE.to_owned(), "/summary/file".to_owned(), "definition.path_outside");
        assert!(refused(files).contains(&outside), "{path}");
    }
}

#[test]
fn a_missing_or_unreadable_text_is_a_fault_where_it_is_named() {
    let mut files = directory();
    edit(&mut files, SALLE, |procedure| {
        procedure["summary"] = json!({"file": "sale.md"});
        procedure["title"] = json!({"file": "binaire.md"});
    });
    set(&mut files, "procedures/salle.md", "x");
    files.push(("procedures/binaire.md".to_owned(), vec![0xff, 0xfe]));
    let faults = Sources::assemble(files).unwrap_err();
    assert_eq!(faults[0].code, "definition.missing_file");
    assert_eq!(
        faults[0].display(Language::English),
        "procedures/reservation-salle.json#/summary/file: there is no file `procedures/sale.md`; did you mean \
         `procedures/salle.md`? (definition.missing_file)"
    );
    assert_eq!(faults[1].code, "definition.not_utf8");
}

#[test]
fn a_json_file_out_of_place_is_refused_with_the_folder_that_was_meant() {
    let mut files = directory();
    set(&mut files, "procedure/x.json", "{}");
    set(&mut files, "autre.json", "{}");
    set(&mut files, "LISEZMOI.md", "ignoré");
    let faults = Sources::assemble(files).unwrap_err();
    assert_eq!(faults.len(), 2);
    assert!(faults.iter().all(|fault| fault.code == "definition.unknown_file"));
    assert!(faults[1].message.english.ends_with("did you mean `procedures`?"), "{:?}", faults[1]);
}

#[test]
fn broken_json_is_told_with_its_line_beside_the_other_faults() {
    let mut files = directory();
    set(&mut files, "lists/salles.json", "{\n  \"id\": \"salles\",\n  \"id\": 2\n}");
    set(&mut files, "lists/quartiers.json", "{");
    edit(&mut files, SALLE, |procedure| procedure["titel"] = json!("x"));
    let faults = Sources::assemble(files).unwrap_err();
    let codes: Vec<_> = faults.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, ["json.syntax", "json.duplicate_key", "definition.unknown_key"]);
    assert_eq!(faults[1].pointer, "/id");
    assert!(faults[1].message.english.contains("line 3"), "{:?}", faults[1]);
    assert_eq!((faults[2].file.as_deref(), faults[2].pointer.as_str()), (Some(SALLE), "/titel"));
}

#[test]
fn a_directory_without_a_catalogue_is_refused() {
    assert_eq!(
        refused(Vec::new()),
        [("catalogue.json".to_owned(), String::new(), "definition.missing_file")]
    );
}

#[test]
fn faults_are_told_in_the_file_where_they_stand() {
    let mut files = directory();
    edit(&mut files, "catalogue.json", |whole| whole["themes"][0]["id"] = json!("É"));
    edit(&mut files, "workflows/simple.json", |workflow| workflow["statuses"] = json!([]));
    let sources = Sources::assemble(files).unwrap();
    let faults = sources.read().unwrap_err();
    let places = told(sources.locate(faults));
    assert!(places.contains(&("catalogue.json".into(), "/themes/0/id".into(), "definition.pattern")));
    assert!(places.contains(&("workflows/simple.json".into(), "/statuses".into(), "definition.wrong_type")));
}

#[test]
fn a_catalogue_given_whole_has_no_files() {
    let faults = Sources::from_value(json!({"langue": "fr"})).read().unwrap_err();
    assert_eq!(told(faults.into_vec()), [(String::new(), "/langue".to_owned(), "definition.unknown_key")]);
}

#[test]
fn a_catalogue_given_whole_has_its_texts_in_it() {
    let catalogue = json!({"themes": [{"id": "a", "title": {"file": "a.md"}}]});
    let faults = Sources::from_value(catalogue).read().unwrap_err();
    assert_eq!(
        told(faults.into_vec()),
        [(String::new(), "/themes/0/title".to_owned(), "definition.file_without_directory")]
    );
}

proptest! {
    #[test]
    fn no_file_makes_the_assembly_panic(
        files in prop::collection::vec(("[a-z./]{0,12}(json|md)?", prop::collection::vec(any::<u8>(), 0..30)), 0..5),
        path in "[a-z./\\\\]{0,12}",
    ) {
        let mut all = files;
        all.push(("catalogue.json".to_owned(), json!({"themes": [{"id": "a", "title": {"file": path}}]}).to_string().into_bytes()));
        if let Ok(sources) = Sources::assemble(all) {
            let _ = sources.read();
        }
    }
}
