//! What is proposed of answers made of several, and where answers come from.

use super::*;
use crate::form::FieldState;
use crate::request::Source;

/// A host that knows where someone lives and whom they bring up.
struct Host(Json);

impl Environment for Host {
    fn lookup(&self, root: Root, member: Option<&str>) -> Value {
        match (root, member) {
            (Root::Prefill, Some(name)) => Value::from_json(&self.0[name], &Type::Document).unwrap(),
            _ => Town.lookup(root, member),
        }
    }

    fn zone(&self) -> chrono_tz::Tz {
        Town.zone()
    }
}

fn known() -> Host {
    Host(json!({
        "domicile": {"number": "12", "street": "Rue Neuve", "postal_code": "14 000", "city": "Caen", "age": 4},
        "enfants": [{"prenom": "Ana", "ecole": "halle"}, {"prenom": "Bo"}]
    }))
}

fn household(readonly: Json) -> Form {
    let definition = json!({"fields": [
        {"id": "domicile", "type": "address", "label": "Domicile", "default": "=prefill.domicile", "readonly_if": readonly},
        {"id": "courrier", "type": "address", "label": "Courrier", "default": "=domicile"},
        {"id": "enfants", "type": "repeat", "label": "Enfants", "default": "=prefill.enfants", "fields": [
            {"id": "prenom", "type": "text", "label": "Prénom", "required": true},
            {"id": "ecole", "type": "choice", "label": "École", "options": "@salles", "default": "=prefill.ecole"}
        ]}
    ]});
    let definition: definition::Form = serde_json::from_value(definition).unwrap();
    let (blocks, lists) = (blocks(), lists());
    let scope = scope().with(Root::Prefill, Type::Document);
    let surroundings =
        Surroundings { blocks: &blocks, lists: &lists, scope: &scope, language: Language::French };
    let mut faults = Diagnostics::new();
    let form = Form::compile(&definition, Root::Answers, &surroundings, &Pointer::root(), &mut faults);
    assert_eq!(faults, Diagnostics::new());
    form
}

fn states(form: &Form, host: &Host, answers: Json) -> Vec<FieldState> {
    form.states(&object(&answers), &GivenLists::new(), host, Reader::Applicant, Language::French)
}

fn value(states: &[FieldState], path: &str) -> Json {
    states.iter().find(|state| state.path == path).unwrap().value.clone().unwrap_or_default()
}

fn home() -> Json {
    json!({"number": "12", "street": "Rue Neuve", "postal_code": "14000", "city": "Caen"})
}

#[test]
fn an_address_that_the_host_knows_is_proposed_in_its_stored_form() {
    let form = household(Json::Null);
    let told = states(&form, &known(), json!({}));
    assert_eq!(value(&told, "/domicile"), home());
    assert_eq!(value(&told, "/domicile/postal_code"), "14000", "and so is each of its parts");
    assert_eq!(value(&told, "/domicile/complement"), Json::Null);
    assert_eq!(value(&told, "/enfants"), json!([{"prenom": "Ana", "ecole": "halle"}, {"prenom": "Bo"}]));
    let told = states(&form, &known(), json!({"domicile": home()}));
    assert_eq!(value(&told, "/courrier"), home(), "an address before proposes another");
}

#[test]
fn what_the_host_knows_and_the_form_would_refuse_is_not_proposed() {
    let form = household(Json::Null);
    let of =
        |domicile: Json| value(&states(&form, &Host(json!({"domicile": domicile})), json!({})), "/domicile");
    assert_eq!(of(json!({"street": "Rue Neuve", "postal_code": "1400"})), Json::Null);
    assert_eq!(of(json!("12 rue Neuve")), Json::Null);
    assert_eq!(of(json!({"city": "Caen"})), json!({"city": "Caen"}), "what is incomplete may be completed");
}

#[test]
fn an_address_may_be_locked() {
    let form = household(json!("prefill.domicile != none"));
    let check = |answers: Json| form.check(&object(&answers), &known(), Reader::Applicant, Mode::Complete);
    for given in [json!({}), json!({"domicile": home()})] {
        let report = check(given);
        assert_eq!((faults(&report), &report.answers["domicile"]), (vec![], &home()));
    }
    let moved =
        check(json!({"domicile": {"street": "Quai du Port", "postal_code": "14000", "city": "Caen"}}));
    assert_eq!(faults(&moved), ["/domicile field.readonly"]);
    let told = states(&form, &known(), json!({}));
    let state = told.iter().find(|state| state.path == "/domicile").unwrap();
    assert!(state.readonly && told.iter().any(|state| state.path == "/domicile/street"));
}

#[test]
fn a_proposal_of_another_type_does_not_publish() {
    for default in ["=today", "='Caen'", "=settings.capacite"] {
        let (_, faults) = compile(json!({"fields": [
            {"id": "x", "type": "address", "label": "X", "default": default}
        ]}));
        assert_eq!(faults.as_slice()[0].pointer.as_str(), "/form/fields/0/default", "{default}");
    }
}

#[test]
fn where_answers_come_from_is_told_inside_repeats_too() {
    let form = household(Json::Null);
    let host = Host(json!({"domicile": known().0["domicile"], "ecole": "halle"}));
    let answers = json!({
        "domicile": home(),
        "courrier": home(),
        "enfants": [{"prenom": "Ana", "ecole": "fetes"}, {"prenom": "Bo", "ecole": "halle"}]
    });
    let found = form.provenance(&object(&answers), &GivenLists::new(), &host);
    let found: Vec<_> = found.iter().map(|(path, source)| (path.as_str(), *source)).collect();
    assert_eq!(found, [("domicile", Source::Host), ("enfants/1/ecole", Source::Host)]);
}

#[test]
fn a_summary_names_the_administration_that_holds_an_answer() {
    let form = field(json!({"type": "decimal", "available_from_administration": {
        "name": {"fr": "CAF", "en": "Family allowances"}, "asked_because": "Délai"}}));
    let held = |language| {
        form.summary(&object(&json!({"x": "812.50"})), Reader::Agent, reading(language)).sections[0].lines[0]
            .held_by
            .clone()
    };
    assert_eq!(held(Language::French).as_deref(), Some("CAF"));
    assert_eq!(held(Language::English).as_deref(), Some("Family allowances"));
}
