//! Forms through the engine: conditions on who asks and how, eligibility, sections, files, options that are gone, offers.

use std::time::{Duration, Instant};

use crate::common::{FR, TownHall, citizen, town, values};
use grc::definition::Origin;
use grc::engine::{DraftInput, Part};
use grc::{Actor, Applicant, Error, ErrorCode, Input, Sources, Submission, Values, Visitor};
use serde_json::{Value, json};

fn camille() -> Actor {
    Actor::applicant("camille")
}

/// The request to prune a tree, its form replaced.
fn with_form(form: Value) -> Value {
    let mut catalogue = town::catalogue();
    catalogue["procedures"][0]["scenarios"][0]["form"] = form;
    catalogue
}

fn pruning() -> Value {
    with_form(json!({
        "sections": [
            {"id": "arbre", "title": "Arbre", "fields": [
                {"id": "photo", "type": "file", "label": "Photo"},
                {"id": "objet", "type": "text", "label": "Objet", "required": true},
                {"id": "essence", "type": "choice", "label": "Essence",
                 "options": [{"value": "tilleul", "label": "Tilleul"}, {"value": "frene", "label": "Frêne"}]},
                {"id": "essences", "type": "repeat", "label": "Autres", "fields": [
                    {"id": "nom", "type": "choices", "label": "Noms",
                     "options": [{"value": "tilleul", "label": "Tilleul"}, {"value": "frene", "label": "Frêne"}]}]}]},
            {"id": "suite", "title": "Suite", "fields": [
                {"id": "bureau", "type": "text", "label": "Bureau", "visible_if": "applicant.audience == 'association'",
                 "required": true},
                {"id": "recu", "type": "text", "label": "Reçu au guichet", "visible_if": "origin == 'counter'",
                 "required": true},
                {"id": "hauteur", "type": "integer", "label": "Hauteur", "required": true},
                {"id": "interne", "type": "text", "label": "Interne", "visible_to": ["agent"]}]}
        ],
        "rules": [{"check": "origin != 'phone' or applicant.phone != none", "message": "Au téléphone, notez le numéro."}],
        "eligibility": [{"check": "hauteur <= 30", "message": "Au-delà de trente mètres, appelez un élagueur.",
                         "fields": ["hauteur"]}]
    }))
}

fn town_hall() -> TownHall {
    TownHall::with(pruning(), |host| host)
}

fn submission(answers: Value) -> Submission {
    Submission { answers: values(answers), ..town::submission() }
}

/// The faults of a refused submission, as `path code`.
fn told(error: &Error) -> Vec<String> {
    assert_eq!(error.code(), ErrorCode::InvalidAnswers, "{error:?}");
    let faults = error.details().and_then(|details| details["faults"].as_array()).unwrap();
    let text = |fault: &Value, key: &str| fault[key].as_str().unwrap().to_owned();
    faults.iter().map(|fault| format!("{} {}", text(fault, "path"), text(fault, "code"))).collect()
}

fn validated(town_hall: &TownHall, visitor: &Visitor, answers: Value, part: &Part) -> Vec<String> {
    let report = town_hall.engine.validate("elagage", "en-ligne", visitor, &values(answers), part).unwrap();
    report.faults.iter().map(|fault| format!("{} {}", fault.path, fault.code)).collect()
}

#[test]
fn conditions_and_rules_read_who_asks_and_how() {
    let town_hall = town_hall();
    let ask = |visitor: Visitor| {
        validated(&town_hall, &visitor, json!({"objet": "Un frêne", "hauteur": 9}), &Part::whole())
    };
    assert_eq!(ask(Visitor::of(&camille())), [""; 0]);
    let association = Visitor { audience: grc::Audience::Association, ..Visitor::of(&camille()) };
    assert_eq!(ask(association), ["/bureau field.required"]);
    let at_the_counter = Visitor { origin: Origin::Counter, ..Visitor::of(&Actor::agent("bruno")) };
    assert_eq!(ask(at_the_counter), ["/recu field.required"]);
    let by_telephone = Visitor { origin: Origin::Phone, ..Visitor::of(&Actor::agent("bruno")) };
    assert_eq!(ask(by_telephone.clone()), [" answer.rule"]);
    let applicant = Applicant { phone: Some("06 39 98 12 34".to_owned()), ..citizen() };
    assert_eq!(ask(Visitor { applicant: Some(applicant), ..by_telephone }), [""; 0]);
}

#[test]
fn who_is_not_eligible_does_not_submit_and_is_told_why() {
    let town_hall = town_hall();
    let refused = town_hall.engine.submit(&camille(), submission(json!({"objet": "Un if", "hauteur": 31})));
    let error = refused.unwrap_err();
    assert_eq!(told(&error), ["/hauteur answer.not_eligible"]);
    let message = &error.details().unwrap()["faults"][0]["message"]["fr"];
    assert_eq!(message, "Au-delà de trente mètres, appelez un élagueur.");
    town_hall.engine.submit(&camille(), submission(json!({"objet": "Un if", "hauteur": 30}))).unwrap();
}

#[test]
fn one_section_is_checked_alone() {
    let town_hall = town_hall();
    let visitor = Visitor::of(&camille());
    let section =
        |name: &str| Part { section: Some(serde_json::from_value(json!(name)).unwrap()), draft: false };
    assert_eq!(validated(&town_hall, &visitor, json!({}), &section("arbre")), ["/objet field.required"]);
    assert_eq!(
        validated(&town_hall, &visitor, json!({"hauteur": 40}), &section("suite")),
        ["/hauteur answer.not_eligible"]
    );
    let unknown =
        town_hall.engine.validate("elagage", "en-ligne", &visitor, &Values::new(), &section("ailleurs"));
    assert_eq!(crate::common::code(unknown), ErrorCode::NotFound);
}

#[test]
fn what_is_wrong_with_a_file_is_told_in_the_forms_order() {
    let town_hall = town_hall();
    let answers = json!({"photo": "0195c8a0-1b2c-7d3e-8f40-5a6b7c8d9e00", "hauteur": "haut"});
    let expected = ["/photo field.unknown_file", "/objet field.required", "/hauteur field.wrong_type"];
    assert_eq!(validated(&town_hall, &Visitor::of(&camille()), answers.clone(), &Part::whole()), expected);
    let refused = town_hall.engine.submit(&camille(), submission(answers));
    assert_eq!(told(&refused.unwrap_err()), expected);
}

#[test]
fn what_is_wrong_with_the_applicant_is_told_with_the_answers() {
    let mut catalogue = pruning();
    catalogue["procedures"][0]["scenarios"][0]["applicant"] =
        json!({"identity": "contact", "ask": ["last_name", "email", "phone", "address"]});
    let town_hall = TownHall::with(catalogue, |host| host);
    let applicant = Applicant {
        email: Some("personne".to_owned()),
        phone: Some("12".to_owned()),
        address: Vec::new(),
        ..citizen()
    };
    let expected = [
        "/applicant/email field.invalid_email",
        "/applicant/phone field.invalid_phone",
        "/applicant/address field.required",
        "/objet field.required",
        "/hauteur field.required",
    ];
    let wrong = Submission { applicant: applicant.clone(), ..submission(json!({})) };
    let error = town_hall.engine.submit(&camille(), wrong).unwrap_err();
    assert_eq!(told(&error), expected);
    let message = &error.details().unwrap()["faults"][2]["message"];
    assert_eq!(message["en"], "“Address”: an answer is required");
    assert!(!error.details().unwrap().to_string().contains("personne"));
    let visitor = Visitor { applicant: Some(applicant), ..Visitor::of(&camille()) };
    assert_eq!(validated(&town_hall, &visitor, json!({}), &Part::whole()), expected);
    let typing = Part { draft: true, ..Part::whole() };
    assert_eq!(validated(&town_hall, &visitor, json!({}), &typing), expected[..2]);
}

#[test]
fn a_telephone_of_the_applicant_is_read_in_the_region_of_the_town() {
    let mut catalogue = pruning();
    catalogue["settings"]["code_insee"] = json!("98818");
    let town_hall = TownHall::with(catalogue, |host| host);
    let applicant = Applicant { phone: Some("25.12.34".to_owned()), ..citizen() };
    let filed = Submission { applicant, ..submission(json!({"objet": "Un pin", "hauteur": 9})) };
    let id = town_hall.engine.submit(&camille(), filed).unwrap().id;
    let seen = town_hall.engine.request(&camille(), id, FR).unwrap();
    assert_eq!(seen.applicant.phone.as_deref(), Some("+687251234"));
}

#[test]
fn an_option_that_went_after_the_draft_is_told_to_be_gone() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let answers = json!({
        "objet": "Deux arbres", "hauteur": 9, "essence": "frene",
        "essences": [{"nom": ["tilleul", "frene", "baobab"]}]
    });
    let draft: DraftInput =
        serde_json::from_value(json!({"procedure": "elagage", "scenario": "en-ligne", "answers": answers}))
            .unwrap();
    let draft = engine.save_draft(&camille(), draft).unwrap();
    let mut catalogue = pruning();
    let fields = &mut catalogue["procedures"][0]["scenarios"][0]["form"]["sections"][0]["fields"];
    let lime = json!([{"value": "tilleul", "label": "Tilleul"}]);
    fields[2]["options"] = lime.clone();
    fields[3]["fields"][0]["options"] = lime;
    engine.publish(&Actor::System, &Sources::from_value(catalogue)).unwrap();
    let filed = Submission { draft: Some(draft.id), answers: draft.answers, ..town::submission() };
    let error = engine.submit(&camille(), filed).unwrap_err();
    // Of a list as long as this one, an option and two that are none are told.
    assert_eq!(told(&error), ["/essence field.option_withdrawn", "/essences/0/nom/1 field.option_withdrawn"]);
    let never = validated(
        &town_hall,
        &Visitor::of(&camille()),
        json!({"objet": "x", "hauteur": 1, "essence": "baobab"}),
        &Part::whole(),
    );
    assert_eq!(never, ["/essence field.not_an_option"]);
}

#[test]
fn an_offer_has_all_that_a_page_needs_to_show_its_form() {
    let town_hall = TownHall::open();
    let engine = &town_hall.engine;
    let id = town_hall.file(&camille()).id;
    engine.act(&Actor::agent("bruno"), id, "prendre", Input::none()).unwrap();
    let offers = engine.request(&Actor::agent("bruno"), id, FR).unwrap().transitions;
    let wait = offers.iter().find(|offer| offer.id.as_str() == "attendre").unwrap();
    assert_eq!(wait.ui["elements"][0]["scope"], "#/properties/pieces");
    assert_eq!((wait.fields[0].path.as_str(), wait.fields[0].required), ("/pieces", true));
    engine
        .act(&Actor::agent("bruno"), id, "attendre", Input::values(values(json!({"pieces": "Plan"}))))
        .unwrap();
    let offers = engine.request(&camille(), id, FR).unwrap().transitions;
    let complete = offers.iter().find(|offer| offer.id.as_str() == "completer").unwrap();
    assert_eq!((&complete.ui, complete.fields.len()), (&Value::Null, 0), "it asks nothing");
}

/// The small town, whose transition `attendre` asks for a hall and why.
fn waiting() -> (TownHall, grc::request::RequestId) {
    let mut catalogue = town::catalogue();
    let statuses = &mut catalogue["workflows"][0]["statuses"];
    statuses["en_cours"]["transitions"][0]["form"] = json!({"fields": [
        {"id": "piece", "type": "file", "label": "Plan"},
        {"id": "pieces", "type": "text", "label": "Pièces", "required": true, "min_length": 3},
        {"id": "autre", "type": "boolean", "label": "Autre"},
        {"id": "lieu", "type": "choice", "label": "Lieu", "visible_if": "autre",
         "options": [{"value": "parc", "label": "Parc"}, {"value": "pre", "label": "Pré"}]}]});
    let town_hall = TownHall::with(catalogue, |host| host);
    let id = town_hall.file(&camille()).id;
    town_hall.engine.act(&Actor::agent("bruno"), id, "prendre", Input::none()).unwrap();
    (town_hall, id)
}

#[test]
fn what_is_answered_to_a_transition_is_checked_before_it_is_performed() {
    let (town_hall, id) = waiting();
    let check = |actor: &Actor, transition: &str, answers: Value, draft: bool| {
        town_hall.engine.check_offer(actor, (id, transition), &values(answers), draft, FR)
    };
    let bruno = Actor::agent("bruno");
    let wrong = json!({"piece": "0195c8a0-1b2c-7d3e-8f40-5a6b7c8d9e00", "autre": "oui"});
    let told = |draft| {
        let report = check(&bruno, "attendre", wrong.clone(), draft).unwrap().report;
        report.faults.iter().map(|fault| format!("{} {}", fault.path, fault.code)).collect::<Vec<_>>()
    };
    assert_eq!(
        told(false),
        ["/piece field.unknown_file", "/pieces field.required", "/autre field.wrong_type"]
    );
    assert_eq!(told(true), ["/piece field.unknown_file", "/autre field.wrong_type"]);
    let shown = check(&bruno, "attendre", json!({"autre": true}), true).unwrap().offer;
    let place = shown.fields.iter().find(|field| field.path == "/lieu").unwrap();
    assert_eq!(place.options.as_ref().map(Vec::len), Some(2));
    let revision = town_hall.seen(id).revision;
    assert!(check(&bruno, "attendre", json!({"pieces": "Plan"}), false).unwrap().report.is_accepted());
    assert_eq!(town_hall.seen(id).revision, revision, "nothing is done");
    for (actor, transition, expected) in [
        (bruno.clone(), "accepter", ErrorCode::TransitionNotOffered),
        (bruno, "ailleurs", ErrorCode::TransitionNotOffered),
        (camille(), "attendre", ErrorCode::TransitionNotOffered),
        (Actor::agent("david"), "attendre", ErrorCode::NotFound),
        (Actor::applicant("hugo"), "attendre", ErrorCode::NotFound),
    ] {
        assert_eq!(
            crate::common::code(check(&actor, transition, json!({}), false)),
            expected,
            "{actor:?} {transition}"
        );
    }
}

#[test]
fn the_choices_of_a_transition_are_searched() {
    let (town_hall, id) = waiting();
    let search = |field: &str, text: &str| {
        let typing = grc::form::Typing { path: field, text, most: 20 };
        let answers = values(json!({"autre": true}));
        let bruno = Actor::agent("bruno");
        let found = town_hall.engine.offer_options(&bruno, (id, "attendre"), &answers, typing, FR)?;
        Ok(found.into_iter().map(|option| option.value).collect::<Vec<_>>())
    };
    assert_eq!(search("/lieu", "pré").unwrap(), ["pre"]);
    assert_eq!(crate::common::code(search("/pieces", "")), ErrorCode::NotFound);
}

#[test]
fn a_summary_comes_as_text_and_as_html() {
    let town_hall = town_hall();
    let id = town_hall
        .engine
        .submit(&camille(), submission(json!({"objet": "Un if & un pin", "hauteur": 9})))
        .unwrap()
        .id;
    let seen = serde_json::to_value(town_hall.engine.request(&camille(), id, FR).unwrap()).unwrap();
    assert_eq!(seen["summary"]["text"], "Arbre\n  Objet : Un if & un pin\n\nSuite\n  Hauteur : 9");
    assert!(seen["summary"]["html"].as_str().unwrap().contains("<dd>Un if &amp; un pin</dd>"));
}

#[test]
fn a_letter_leaves_out_of_its_summary_what_is_hidden_and_what_is_for_agents() {
    let mut catalogue = pruning();
    catalogue["procedures"][0]["scenarios"][0]["communications"] = json!([
        {"kind": "acknowledgement", "on": "submitted", "to": ["applicant"], "subject": "Reçu",
         "body": "Votre demande :\n\n{{ request.summary }}"}
    ]);
    let town_hall = TownHall::with(catalogue, |host| host);
    let answers = json!({"objet": "Un if", "hauteur": 9, "bureau": "caché", "interne": "secret"});
    let filed = submission(answers);
    town_hall.engine.submit(&Actor::agent("bruno"), filed).unwrap();
    town_hall.engine.run_due(&grc::Budget::default()).unwrap();
    let sent = town_hall.letters.sent.lock().unwrap();
    let body = &sent.last().unwrap().1.body;
    assert!(body.contains("Objet : Un if") && body.contains("Hauteur : 9"), "{body}");
    assert!(!body.contains("caché") && !body.contains("secret") && !body.contains("Interne"), "{body}");
}

#[test]
fn ages_and_sums_of_money_compare_exactly() {
    let mut catalogue = with_form(json!({"fields": [
        {"id": "objet", "type": "text", "label": "Objet"},
        {"id": "naissance", "type": "date", "label": "Naissance", "required": true},
        {"id": "permis", "type": "text", "label": "Permis", "visible_if": "age(naissance) >= 18", "required": true},
        {"id": "enfants", "type": "repeat", "label": "Enfants", "fields": [
            {"id": "repas", "type": "integer", "label": "Repas"}]},
        {"id": "prix", "type": "computed", "label": "Prix", "result": "decimal",
         "value": "sum(enfants.repas) * settings.prix_repas"}
    ]}));
    catalogue["settings"]["prix_repas"] = json!({"type": "decimal", "value": "3.65"});
    let town_hall = TownHall::with(catalogue, |host| host);
    let check = |born: &str| {
        let answers = values(json!({"naissance": born, "enfants": [{"repas": 3}, {"repas": 4}, {}]}));
        let visitor = Visitor::of(&camille());
        town_hall.engine.validate("elagage", "en-ligne", &visitor, &answers, &Part::whole()).unwrap()
    };
    // The town hall opens on 2 March 2026.
    let (today, tomorrow) = (check("2008-03-02"), check("2008-03-03"));
    assert_eq!(today.faults.iter().map(|fault| fault.path.as_str()).collect::<Vec<_>>(), ["/permis"]);
    assert!(tomorrow.is_accepted());
    assert_eq!(tomorrow.answers["prix"], "25.55");
}

#[test]
fn forty_thousand_options_are_looked_up_and_not_listed() {
    let options: Vec<_> = (0..40_000)
        .map(|rank| json!({"value": format!("c{rank}"), "label": format!("Commune {rank}")}))
        .collect();
    let mut catalogue = with_form(json!({"fields": [
        {"id": "objet", "type": "text", "label": "Objet"},
        {"id": "communes", "type": "choices", "label": "Communes", "options": "@communes"}
    ]}));
    catalogue["lists"] = json!([{"id": "communes", "options": options}]);
    let town_hall = TownHall::with(catalogue, |host| host);
    let visitor = Visitor::of(&camille());
    let form = town_hall.engine.form("elagage", "en-ligne", &visitor, &Values::new()).unwrap();
    let schema = form.schema.to_string();
    assert!(!schema.contains("enum") && schema.len() < 2_000, "{schema}");
    assert!(form.fields[1].options.is_none() && form.fields[1].search);
    // A scan for each of these answers would compare 800 million texts.
    let all: Vec<_> = (0..20_000).map(|rank| format!("c{}", rank * 2)).collect();
    let begun = Instant::now();
    assert_eq!(validated(&town_hall, &visitor, json!({"communes": all}), &Part::whole()), [""; 0]);
    assert!(begun.elapsed().as_secs() < 3, "{:?}", begun.elapsed());
    let unknown = validated(&town_hall, &visitor, json!({"communes": ["c40000"]}), &Part::whole());
    assert_eq!(unknown, ["/communes/0 field.not_an_option"]);
}

/// How long the check of these answers takes, and what it tells.
fn timed(town_hall: &TownHall, answers: Value) -> (Duration, Vec<String>) {
    let begun = Instant::now();
    let told = validated(town_hall, &Visitor::of(&camille()), answers, &Part::whole());
    (begun.elapsed(), told)
}

/// `(a+)+$` takes other engines a time that doubles with each letter.
#[test]
fn a_treacherous_pattern_on_a_megabyte_answers_at_once() {
    let field = |id: &str, most: u32| json!({"id": id, "type": "textarea", "label": "Texte", "pattern": "(a+)+$", "max_length": most});
    let form = json!({"fields": [field("objet", 2_000_000), field("court", 1_000)]});
    let town_hall = TownHall::with(with_form(form), |host| host);
    let text = format!("{}!", "a".repeat(1 << 20));
    // 50 ms in an optimised build; without, and beside other work, it takes more.
    let most = Duration::from_millis(if cfg!(debug_assertions) { 5_000 } else { 50 });
    for (id, code) in [("objet", "field.pattern"), ("court", "field.too_long")] {
        let (took, told) = timed(&town_hall, json!({id: text}));
        assert_eq!(told, [format!("/{id} {code}")]);
        assert!(took < most, "{took:?}");
    }
}

#[test]
fn answers_to_fifty_thousand_questions_that_nobody_asked_are_refused_at_once() {
    let mut fields: Vec<_> = (0..300)
        .map(|rank| json!({"id": format!("champ_{rank}"), "type": "text", "label": "Champ"}))
        .collect();
    fields.push(json!({"id": "objet", "type": "text", "label": "Objet"}));
    let town_hall = TownHall::with(with_form(json!({"fields": fields})), |host| host);
    let unknown: Values = (0..50_000).map(|rank| (format!("chanp_{rank}"), json!(1))).collect();
    let (took, told) = timed(&town_hall, Value::Object(unknown));
    assert_eq!(told.len(), 101);
    assert!(took < Duration::from_secs(3), "{took:?}");
}
