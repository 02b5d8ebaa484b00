//! What a form proposes: from the applicant, the host, the page's address; what agents alone answer.

use crate::common::{TownHall, code, town, values};
use grc::engine::Part;
use grc::request::Source;
use grc::{Actor, Applicant, ErrorCode, Sources, Submission, Values, Visitor};
use serde_json::{Value, json};

fn camille() -> Actor {
    Actor::applicant("camille")
}

/// The request to prune a tree, with what the town already knows proposed.
fn town_hall() -> TownHall {
    let mut catalogue = town::catalogue();
    let fields = catalogue["procedures"][0]["scenarios"][0]["form"]["fields"].as_array_mut().unwrap();
    fields.extend([
        json!({"id": "courriel", "type": "email", "label": "Courriel", "default": "=applicant.email"}),
        json!({"id": "quotient", "type": "decimal", "label": "Quotient", "default": "=prefill.quotient",
            "readonly_if": "prefill.quotient != none",
            "available_from_administration": {"name": "CAF"}}),
        json!({"id": "arbre", "type": "text", "label": "Arbre", "default": "=query.arbre"}),
        json!({"id": "secret", "type": "text", "label": "Secret", "visible_to": ["agent"],
            "default": "=prefill.dossier", "readonly_if": "prefill.dossier != none"}),
    ]);
    TownHall::with(catalogue, |host| host)
}

fn visitor(actor: Actor) -> Visitor {
    Visitor {
        applicant: Some(Applicant::citizen("Camille", "Roux").with_email("camille@exemple.fr")),
        prefill: values(json!({"quotient": "812.5", "dossier": "A-1"})),
        query: values(json!({"arbre": "Un frêne", "quotient": "0"})),
        ..Visitor::of(&actor)
    }
}

fn submission(answers: Value) -> Submission {
    Submission {
        answers: values(answers),
        prefill: values(json!({"quotient": "812.5", "dossier": "A-1"})),
        ..town::submission()
    }
}

#[test]
fn a_form_proposes_what_is_known_in_its_stored_form() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let form = engine.form("elagage", "en-ligne", &visitor(camille()), &Values::new()).unwrap();
    let told: Vec<_> = form
        .fields
        .iter()
        .filter_map(|state| Some((state.path.as_str(), state.readonly, state.value.clone()?)))
        .collect();
    assert_eq!(
        told,
        [
            ("/courriel", false, json!("camille@exemple.fr")),
            ("/quotient", true, json!("812.50")),
            ("/arbre", false, json!("Un frêne")),
        ]
    );
    let quotient =
        form.ui["elements"].as_array().unwrap().iter().find(|ui| ui["label"] == "Quotient").unwrap();
    assert_eq!(quotient["options"]["available_from_administration"], "CAF");
}

#[test]
fn a_form_is_shown_without_what_is_for_agents() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    for (actor, is_shown) in
        [(camille(), false), (Actor::agent("bruno"), true), (Actor::agent("inconnu"), false)]
    {
        let form = engine.form("elagage", "en-ligne", &visitor(actor), &Values::new()).unwrap();
        let text = format!("{} {} {:?}", form.schema, form.ui, form.fields);
        assert_eq!(text.contains("ecret"), is_shown, "{text}");
        assert_eq!(text.contains("cadre_mairie"), is_shown);
    }
}

#[test]
fn an_applicant_does_not_answer_what_is_for_agents() {
    let town_hall = town_hall();
    let answers = json!({"objet": "Un tilleul", "cadre_mairie": "accordé"});
    let receipt = town_hall.engine.submit(&camille(), submission(answers.clone())).unwrap();
    assert_eq!(receipt.dropped, ["/cadre_mairie"]);
    assert!(!town_hall.seen(receipt.id).answers.contains_key("cadre_mairie"));
    let filed = town_hall.engine.submit(&Actor::agent("bruno"), submission(answers)).unwrap();
    assert_eq!(town_hall.seen(filed.id).answers["cadre_mairie"], "accordé");
}

#[test]
fn where_answers_come_from_is_kept_and_told_to_agents() {
    let town_hall = town_hall();
    let answers = json!({"objet": "Un tilleul", "courriel": "camille.roux@exemple.fr", "arbre": "Un frêne"});
    let submission = Submission { applicant: visitor(camille()).applicant.unwrap(), ..submission(answers) };
    let receipt = town_hall.engine.submit(&camille(), submission.clone()).unwrap();
    let seen = town_hall.seen(receipt.id);
    assert_eq!((&seen.answers["quotient"], &seen.answers["secret"]), (&json!("812.50"), &json!("A-1")));
    let expected = [("quotient".to_owned(), Source::Host), ("secret".to_owned(), Source::Host)];
    assert_eq!(seen.provenance, expected.into_iter().collect());
    let own = town_hall.engine.request(&camille(), receipt.id, crate::common::FR).unwrap();
    assert!(own.provenance.is_empty() && !own.answers.contains_key("secret"));

    let mut unchanged = submission;
    unchanged.answers.insert("courriel".to_owned(), json!("camille@exemple.fr"));
    let receipt = town_hall.engine.submit(&camille(), unchanged).unwrap();
    assert_eq!(town_hall.seen(receipt.id).provenance.get("courriel"), Some(&Source::Applicant));
}

#[test]
fn what_the_host_locks_is_not_changed_by_the_applicant() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let forged = submission(json!({"objet": "Un tilleul", "quotient": "1.00"}));
    let refused = engine.submit(&camille(), forged).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::InvalidAnswers);
    assert!(crate::common::told(&refused).contains("field.readonly"), "{}", crate::common::told(&refused));
    let report = engine
        .validate(
            "elagage",
            "en-ligne",
            &visitor(camille()),
            &values(json!({"quotient": "812.5"})),
            &Part::whole(),
        )
        .unwrap();
    assert!(report.faults.iter().all(|fault| fault.path != "/quotient"));
}

#[test]
fn the_address_of_a_page_only_proposes_and_a_held_document_is_not_required() {
    let town_hall = TownHall::open();
    let mut catalogue = town::catalogue();
    let fields = &mut catalogue["procedures"][0]["scenarios"][0]["form"]["fields"];
    fields.as_array_mut().unwrap().extend([
        json!({"id": "a", "type": "text", "label": "A", "visible_if": "query.a == 'x'"}),
        json!({"id": "b", "type": "file", "label": "B", "required": true,
            "available_from_administration": {"name": "DGFiP"}}),
        json!({"id": "c", "type": "file", "label": "C", "required": true,
            "available_from_administration": {"name": "DGFiP", "asked_because": "Service indisponible en 2026"}}),
    ]);
    let refused = town_hall.engine.publish(&Actor::System, &Sources::from_value(catalogue.clone()));
    let told = crate::common::told(refused.as_ref().unwrap_err());
    assert_eq!(code(refused), ErrorCode::InvalidDefinition);
    for expected in ["definition.query_outside_default", "definition.once_only"] {
        assert_eq!(told.matches(expected).count(), 1, "{told}");
    }
}
