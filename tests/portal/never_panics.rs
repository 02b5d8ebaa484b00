//! No input makes it panic, nor writes what it should not.

use crate::common::{FR, TestClock, TownHall, citizen, host, town};
use grc::delivery::{Secret, webhook};
use grc::engine::Part;
use grc::{Actor, Engine, ErrorCode, Input, RequestQuery, Sources, Submission, Values, Visitor};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Any JSON, with texts that mean something somewhere.
fn any_json() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        Just("=".to_owned()),
        Just("=1 / 0".to_owned()),
        Just("=answers.objet".to_owned()),
        Just("{{ request.reference }}".to_owned()),
        Just("{% for".to_owned()),
        Just("@instruction".to_owned()),
        Just("P1M".to_owned()),
        Just("P99999999Y".to_owned()),
        Just("2026-02-30".to_owned()),
        Just("9999-12-31".to_owned()),
        Just("79228162514264337593543950335".to_owned()),
        Just("(((((".to_owned()),
        "[a-z_]{0,12}",
        any::<String>(),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text.prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let key = prop_oneof![
            prop::sample::select(vec![
                "id", "title", "type", "fields", "to", "by", "after", "when", "use", "set", "push", "fr"
            ])
            .prop_map(str::to_owned),
            "[a-z_]{0,8}",
            any::<String>(),
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            prop::collection::vec((key, inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn any_object() -> impl Strategy<Value = Values> {
    let names =
        prop::sample::select(vec!["objet", "jour", "prix", "cadre_mairie", "pieces", "reponse", "autre"]);
    prop::collection::vec((names, any_json()), 0..6).prop_map(|members| {
        members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>()
    })
}

/// Every place of a JSON value.
fn places(value: &Value) -> Vec<String> {
    fn walk(value: &Value, at: &str, found: &mut Vec<String>) {
        found.push(at.to_owned());
        match value {
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(rank, item)| walk(item, &format!("{at}/{rank}"), found));
            }
            Value::Object(members) => {
                members.iter().for_each(|(name, member)| {
                    walk(member, &format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), found)
                });
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(value, "", &mut found);
    found
}

fn engine() -> Engine {
    Engine::open_with(
        ":memory:",
        host(&TestClock::at(crate::common::MORNING), &crate::common::Letterbox::default(), 1),
    )
    .unwrap()
}

fn sound(error: &grc::Error) -> bool {
    error.code() != ErrorCode::Internal && !error.code().is_of_the_store()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_json_is_published_or_refused(catalogue in any_json()) {
        let result = engine().publish(&Actor::System, &Sources::from_value(catalogue));
        if let Err(error) = result {
            prop_assert!(sound(&error), "{error}");
        }
    }

    #[test]
    fn any_bytes_are_a_catalogue_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let files = vec![("catalogue.json".to_owned(), bytes.clone()), ("procedures/p.json".to_owned(), bytes)];
        if let Ok(sources) = Sources::assemble(files) {
            drop(engine().publish(&Actor::System, &sources));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_catalogue_with_one_value_changed_is_published_and_works_or_is_refused(
        place in any::<prop::sample::Index>(), value in any_json()
    ) {
        let mut catalogue = town::catalogue();
        let places = places(&catalogue);
        let place: &String = place.get(&places);
        *catalogue.pointer_mut(place).unwrap() = value;
        let engine = engine();
        match engine.publish(&Actor::System, &Sources::from_value(catalogue)) {
            Err(error) => prop_assert!(sound(&error), "{error}"),
            Ok(_) => {
                let visitor = Visitor::of(&Actor::System);
                drop(engine.catalogue(&visitor, &grc::CatalogueFilter::default()).unwrap());
                for submission in [town::submission(), town::report()] {
                    if let Err(error) = engine.submit(&Actor::System, submission) {
                        prop_assert!(sound(&error), "{error}");
                    }
                }
                prop_assert!(engine.verify(&Actor::System, &[]).unwrap().is_whole());
            }
        }
    }
}

#[test]
fn any_answers_and_any_commands_are_taken_or_refused() {
    let town_hall = TownHall::open();
    let camille = Actor::applicant("camille");
    let id = town_hall.file(&camille).id;
    town_hall.engine.act(&Actor::agent("bruno"), id, "prendre", Input::none()).unwrap();
    let engine = &town_hall.engine;
    let strategy = (any_object(), any_json(), any::<String>(), any::<Option<u64>>());
    let config = ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |((answers, json, text, revision) in strategy)| {
        let visitor = Visitor { answers: json.as_object().cloned().unwrap_or_default(), ..Visitor::of(&camille) };
        let report = engine.validate("elagage", "en-ligne", &visitor, &answers, &Part::whole()).unwrap();
        drop(engine.route("elagage", &visitor).unwrap());
        let submission = Submission::new("elagage", "en-ligne", citizen(), answers.clone());
        let submitted = engine.submit(&camille, submission);
        prop_assert_eq!(submitted.is_ok(), report.is_accepted());
        let mut results = vec![submitted.map(drop)];
        let input = Input { values: answers.clone(), revision, idempotency_key: Some(text.clone()) };
        results.push(engine.act(&Actor::agent("bruno"), id, "attendre", input.clone()).map(drop));
        results.push(engine.act(&Actor::agent("bruno"), id, &text, input.clone()).map(drop));
        results.push(engine.act(&camille, id, "completer", Input::values(answers.clone())).map(drop));
        results.push(engine.comment(&camille, id, &text, true, input.clone()).map(drop));
        results.push(engine.signal(&Actor::System, id, &text, Input::none()).map(drop));
        results.push(engine.assign(&Actor::System, id, None, Some(text.clone()), Input::none()).map(drop));
        let draft = json!({"procedure": "elagage", "scenario": "en-ligne", "answers": answers});
        results.push(engine.save_draft(&camille, serde_json::from_value(draft).unwrap()).map(drop));
        results.push(engine.request_by_tracking_code(&text, FR).map(drop));
        results.push(engine.request_by_reference(&camille, &text, FR).map(drop));
        let query = RequestQuery { text: Some(text.clone()), ..RequestQuery::default() };
        let page = grc::PageRequest { limit: Some(1), after: Some(text.clone()) };
        results.push(engine.requests(&camille, &query, &grc::PageRequest::default()).map(drop));
        results.push(engine.requests(&camille, &query, &page).map(drop));
        let body = json.to_string();
        let now = grc::engine::Clock::now(&town_hall.clock);
        let headers = webhook::sign(&Secret::new(crate::common::WEBHOOK_SECRET), "m", body.as_bytes(), now).unwrap();
        results.push(engine.receive("gmao", &headers, body.as_bytes()).map(drop));
        results.push(engine.receive("gmao", &headers, text.as_bytes()).map(drop));
        for error in results.into_iter().filter_map(Result::err) {
            prop_assert!(sound(&error), "{}", error);
        }
    });
    assert!(engine.verify(&Actor::System, &[]).unwrap().is_whole());
}
