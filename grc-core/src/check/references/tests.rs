#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use serde_json::{Value, json};

use super::check_references;
use crate::check::sample;
use crate::definition::{Diagnostics, Language};

fn told(change: impl FnOnce(&mut Value)) -> Vec<(String, &'static str)> {
    found(change).as_slice().iter().map(|one| (one.pointer.clone(), one.code)).collect()
}

fn found(change: impl FnOnce(&mut Value)) -> Diagnostics {
    let mut catalogue = sample::catalogue();
    change(&mut catalogue);
    let mut faults = Diagnostics::new();
    check_references(&serde_json::from_value(catalogue).unwrap(), &mut faults);
    faults
}

fn one(pointer: &str, code: &'static str) -> Vec<(String, &'static str)> {
    vec![(pointer.to_owned(), code)]
}

#[test]
fn a_catalogue_without_fault_has_no_warning_either() {
    assert_eq!(told(|_| {}), []);
}

#[test]
fn an_id_given_twice_is_refused_in_every_kind() {
    for kind in
        ["themes", "services", "procedures", "workflows", "blocks", "templates", "lists", "connectors"]
    {
        let faults = told(|catalogue| {
            let copy = catalogue[kind][0].clone();
            catalogue[kind].as_array_mut().unwrap().push(copy);
        });
        let last = sample::catalogue()[kind].as_array().unwrap().len();
        assert_eq!(faults, one(&format!("/{kind}/{last}/id"), "definition.duplicate_id"));
    }
}

#[test]
fn scenarios_of_one_procedure_have_different_ids() {
    let faults = told(|catalogue| catalogue["procedures"][0]["scenarios"][1]["id"] = json!("conditions"));
    assert_eq!(faults, one("/procedures/0/scenarios/1/id", "definition.duplicate_id"));
}

#[test]
fn a_reference_to_nothing_is_told_with_what_was_meant() {
    let faults = found(|catalogue| catalogue["procedures"][0]["service"] = json!("acceuil"));
    let message = faults.as_slice()[0].message.get(Language::French);
    assert_eq!(message, "service inconnu : `acceuil` ; vouliez-vous dire `accueil` ?");
    let faults = told(|catalogue| catalogue["procedures"][0]["theme"] = json!("sport"));
    assert_eq!(faults, one("/procedures/0/theme", "definition.unknown_reference"));
}

#[test]
fn a_publication_window_has_real_days_of_one_form() {
    for window in [
        json!({"from": "2026-02-30"}),
        json!({"from": "13-01", "until": "12-31"}),
        json!({"from": "2026-01-01", "until": "01-31"}),
        json!({"from": "2026-02-01", "until": "2026-01-31"}),
    ] {
        let faults = told(|catalogue| catalogue["procedures"][0]["publication"] = window.clone());
        assert_eq!(faults, one("/procedures/0/publication", "definition.publication"), "{window}");
    }
}

#[test]
fn durations_are_read_and_longer_than_zero() {
    let retention = "/procedures/0/privacy/retention";
    for text in ["deux ans", "P0D", "P"] {
        let faults = told(|catalogue| catalogue["procedures"][0]["privacy"]["retention"] = json!(text));
        assert_eq!(faults, one(retention, "definition.duration"), "{text}");
    }
    let faults = told(|catalogue| catalogue["connectors"][0]["poll"]["every"] = json!("PT0S"));
    assert_eq!(faults, one("/connectors/0/poll/every", "definition.duration"));
    let faults =
        told(|catalogue| catalogue["procedures"][0]["scenarios"][2]["draft_lifetime"] = json!("P0D"));
    assert_eq!(faults, one("/procedures/0/scenarios/2/draft_lifetime", "definition.duration"));
}

#[test]
fn the_address_of_a_service_is_an_email_address() {
    let faults = told(|catalogue| catalogue["services"][0]["email"] = json!("accueil chez mairie"));
    assert_eq!(faults, one("/services/0/email", "definition.email"));
}

#[test]
fn collecting_data_without_saying_why_is_a_warning() {
    let faults = told(|catalogue| {
        catalogue["procedures"][0].as_object_mut().unwrap().remove("privacy");
    });
    assert_eq!(faults, one("/procedures/0", "definition.no_privacy"));
}

#[test]
fn what_is_offered_to_nobody_is_a_warning() {
    let faults =
        told(|catalogue| catalogue["procedures"][0]["scenarios"][2]["audiences"] = json!(["business"]));
    assert_eq!(faults, one("/procedures/0/scenarios/2/audiences", "definition.nobody"));
    let faults = told(|catalogue| catalogue["procedures"][0]["scenarios"][1]["origins"] = json!([]));
    assert_eq!(faults, one("/procedures/0/scenarios/1/origins", "definition.nobody"));
}

#[test]
fn a_shared_part_that_nothing_uses_is_a_warning() {
    let faults = found(|catalogue| {
        catalogue["procedures"].as_array_mut().unwrap().remove(1);
        catalogue["procedures"][0]["scenarios"][2]["form"] =
            json!({"fields": [{"id": "a", "type": "text", "label": "A"}]});
    });
    assert!(!faults.has_faults());
    let places: Vec<_> = faults.as_slice().iter().map(|one| (one.pointer.as_str(), one.code)).collect();
    let unused = ["/blocks/0", "/lists/0", "/lists/1", "/connectors/0"];
    assert_eq!(places, unused.map(|pointer| (pointer, "definition.unused")));
}
