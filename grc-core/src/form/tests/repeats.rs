//! Questions asked several times.

use super::*;
use crate::definition::Language::{English, French};

fn children() -> Form {
    form(json!([
        {"id": "cantine", "type": "boolean", "label": "Cantine"},
        {"id": "enfants", "type": "repeat", "label": "Enfants", "min": 1, "max": 3, "required": true, "fields": [
            {"id": "prenom", "type": "text", "label": "Prénom", "required": true},
            {"id": "naissance", "type": "date", "label": "Né le", "max": "=today"},
            {"id": "autorisation", "type": "boolean", "label": "Autorisation", "required_if": "age(item.naissance) < 6"},
            {"id": "regime", "type": "text", "label": "Régime", "visible_if": "cantine and item.prenom != none"}
        ]},
        {"id": "fratrie", "type": "text", "label": "Fratrie", "visible_if": "count(enfants) > 1"}
    ]))
}

#[test]
fn each_element_is_checked_and_stored() {
    let report = check(&children(), json!({"enfants": [{"prenom": " Ana ", "naissance": "2015-05-05"}]}));
    assert_eq!(faults(&report), Vec::<String>::new());
    assert_eq!(stored(&report), json!({"enfants": [{"prenom": "Ana", "naissance": "2015-05-05"}]}));
}

#[test]
fn faults_of_elements_have_their_path_and_name_their_place() {
    let report = check(
        &children(),
        json!({"enfants": [{"prenom": "Ana"}, {"naissance": "2023-01-01", "prenon": "x"}, 12], "inconnu": 1}),
    );
    assert_eq!(
        faults(&report),
        [
            "/enfants/1/prenom field.required",
            "/enfants/1/autorisation field.required",
            "/enfants/1/prenon answer.unknown_field",
            "/enfants/2 field.wrong_type",
            "/inconnu answer.unknown_field",
        ]
    );
    let messages: Vec<String> = report.faults.iter().map(|fault| fault.message(French)).collect();
    assert_eq!(
        messages,
        [
            "« Enfants », réponse 2, « Prénom » : réponse obligatoire",
            "« Enfants », réponse 2, « Autorisation » : réponse obligatoire",
            "« Enfants », réponse 2 : champ inconnu `prenon` ; vouliez-vous dire `prenom` ?",
            "« Enfants », réponse 3 : un groupe de réponses est attendu",
            "champ inconnu `inconnu`",
        ]
    );
    assert_eq!(report.faults[0].message(English), "“Enfants”, answer 2, “Prénom”: an answer is required");
}

#[test]
fn conditions_of_an_element_read_its_answers_and_those_before_the_repeat() {
    let answers = json!({"enfants": [{"prenom": "Ana", "regime": "sans porc"}]});
    let report = check(&children(), answers);
    assert_eq!(report.dropped, ["/enfants/0/regime"]);
    let report =
        check(&children(), json!({"cantine": true, "enfants": [{"prenom": "Ana", "regime": "végétarien"}]}));
    assert_eq!(report.dropped, Vec::<String>::new());
    assert_eq!(report.answers["enfants"][0]["regime"], "végétarien");
}

#[test]
fn fields_after_a_repeat_read_it_whole() {
    let two = json!({"enfants": [{"prenom": "Ana"}, {"prenom": "Tom"}], "fratrie": "oui"});
    assert!(check(&children(), two).dropped.is_empty());
    let one = json!({"enfants": [{"prenom": "Ana"}], "fratrie": "oui"});
    assert_eq!(check(&children(), one).dropped, ["/fratrie"]);
}

#[test]
fn the_number_of_elements_is_limited() {
    let child = json!({"prenom": "Ana"});
    assert_eq!(faults(&check(&children(), json!({"enfants": []}))), ["/enfants field.required"]);
    let four = json!({"enfants": [child, child, child, {"prenom": 1, "x": 2}]});
    let report = check(&children(), four);
    assert!(faults(&report).contains(&"/enfants field.too_many".to_owned()), "{report:?}");
    assert_eq!(report.faults[0].message(French), "« Enfants » : au plus 3 réponses");
    assert_eq!(faults(&check(&children(), json!({"enfants": "Ana"}))), ["/enfants field.wrong_type"]);
}

#[test]
fn visibility_is_told_for_each_element() {
    let told = children().states(
        &object(&json!({"enfants": [{"prenom": "Ana"}, {}], "cantine": true})),
        &GivenLists::new(),
        &Town,
        Reader::Agent,
        Language::French,
    );
    let regimes: Vec<_> = told.iter().filter(|told| told.path.ends_with("regime")).collect();
    assert_eq!(regimes.iter().map(|told| told.visible).collect::<Vec<_>>(), [true, false]);
    assert_eq!(regimes[1].path, "/enfants/1/regime");
}
