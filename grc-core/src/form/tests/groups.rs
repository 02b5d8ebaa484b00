//! Groups: several answers under one name.

use super::*;

fn parents() -> Form {
    form(json!([
        {"id": "mere", "type": "group", "label": "Mère", "required": true, "fields": [
            {"id": "nom", "type": "text", "label": "Nom", "required": true},
            {"id": "telephone", "type": "phone", "label": "Téléphone"}
        ]},
        {"id": "pere", "type": "group", "label": "Père", "fields": [
            {"id": "nom", "type": "text", "label": "Nom", "required": true},
            {"id": "surnom", "type": "text", "label": "Surnom", "visible_if": "item.nom != mere.nom"}
        ]},
        {"id": "lien", "type": "text", "label": "Lien", "visible_if": "mere.nom == pere.nom"}
    ]))
}

#[test]
fn a_group_is_stored_as_one_object() {
    let report = check(
        &parents(),
        json!({"mere": {"nom": " Ana ", "telephone": "06 39 98 12 34"}, "pere": {"nom": "Ana", "surnom": "A"}, "lien": "x"}),
    );
    assert_eq!(faults(&report), Vec::<String>::new());
    assert_eq!(
        stored(&report),
        json!({"mere": {"nom": "Ana", "telephone": "+33639981234"}, "pere": {"nom": "Ana"}, "lien": "x"})
    );
    assert_eq!(report.dropped, ["/pere/surnom"]);
    assert!(jsonschema::is_valid(parents().schema(), &stored(&report)));
}

#[test]
fn a_required_group_says_which_of_its_questions_lack_an_answer() {
    assert_eq!(faults(&check(&parents(), json!({}))), ["/mere/nom field.required"]);
    assert_eq!(faults(&check(&parents(), json!({"mere": {"nom": ""}}))), ["/mere/nom field.required"]);
    let optional_inside =
        form(json!([{"id": "x", "type": "group", "label": "X", "required": true, "fields": [
            {"id": "a", "type": "text", "label": "A"}
        ]}]));
    assert_eq!(faults(&check(&optional_inside, json!({"x": {"a": null}}))), ["/x field.required"]);
}

#[test]
fn an_optional_group_may_be_left_out_whole_but_not_by_half() {
    let mother = json!({"nom": "Ana"});
    assert!(check(&parents(), json!({"mere": mother, "pere": {}})).is_accepted());
    let half = check(&parents(), json!({"mere": mother, "pere": {"surnom": "Bo"}}));
    assert_eq!(faults(&half), ["/pere/nom field.required"]);
}

#[test]
fn faults_of_a_group_name_it_and_its_question() {
    let told = message(&parents(), json!({"mere": {"nom": 3}}), Language::French);
    assert_eq!(told, "« Mère », « Nom » : un texte est attendu");
    refuses(&parents_of_one(), json!("Ana"), "field.wrong_type");
}

fn parents_of_one() -> Form {
    field(json!({"type": "group", "fields": [{"id": "nom", "type": "text", "label": "Nom"}]}))
}

#[test]
fn a_group_holds_no_group_nor_repeat() {
    let inner = json!([{"id": "a", "type": "text", "label": "A"}]);
    for kind in ["group", "repeat"] {
        let (_, faults) = compile(json!({"fields": [{"id": "x", "type": "group", "label": "X", "fields": [
            {"id": "y", "type": kind, "label": "Y", "fields": inner}
        ]}]}));
        let codes: Vec<_> = faults.as_slice().iter().map(|fault| fault.code).collect();
        assert_eq!(codes, ["definition.nested_repeat"]);
    }
}

#[test]
fn elements_that_should_differ_are_told_when_they_do_not() {
    let form = form(
        json!([{"id": "enfants", "type": "repeat", "label": "Enfants", "unique_by": ["prenom", "naissance"],
        "fields": [
            {"id": "prenom", "type": "text", "label": "Prénom"},
            {"id": "naissance", "type": "date", "label": "Naissance"}
        ]}]),
    );
    let children = |last: Json| {
        json!({"enfants": [
            {"prenom": "Lou", "naissance": "2020-01-01"}, {"prenom": "Lou", "naissance": "2021-01-01"}, {"prenom": "Lou"}, last
        ]})
    };
    assert!(check(&form, children(json!({"prenom": "Lou"}))).is_accepted(), "unknown is not the same");
    let same = children(json!({"prenom": " Lou", "naissance": "2020-01-01"}));
    assert_eq!(faults(&check(&form, same.clone())), ["/enfants/3 field.duplicate"]);
    let told = message(&form, same, Language::French);
    assert_eq!(told, "« Enfants », réponse 4 : mêmes réponses que dans la réponse 1");
    let (_, faults) =
        compile(json!({"fields": [{"id": "x", "type": "repeat", "label": "X", "unique_by": ["nom"],
        "fields": [{"id": "nim", "type": "text", "label": "N"}]}]}));
    assert_eq!(faults.as_slice()[0].code, "definition.unknown_field");
}
