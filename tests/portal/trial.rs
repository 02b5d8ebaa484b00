//! A procedure that a few people try before it is offered.

use crate::common::{FR, TownHall, code, town};
use grc::engine::Part;
use grc::{Actor, Budget, CatalogueFilter, ErrorCode, Input, Sources, Visitor};
use serde_json::{Value, json};

fn camille() -> Actor {
    Actor::applicant("camille")
}

fn catalogue() -> Value {
    let mut catalogue = town::catalogue();
    catalogue["procedures"][0]["trial"] =
        json!({"testers": ["camille", "bruno"], "messages_to": ["essai@mairie.exemple.fr"]});
    catalogue
}

fn town_hall() -> TownHall {
    TownHall::with(catalogue(), |host| host)
}

#[test]
fn only_testers_and_the_host_know_of_a_trial() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    for (actor, knows) in [
        (camille(), true),
        (Actor::agent("bruno"), true),
        (Actor::System, true),
        (Actor::applicant("hugo"), false),
        (Actor::agent("alice"), false),
    ] {
        let visitor = Visitor::of(&actor);
        let listed = engine.catalogue(&visitor, &CatalogueFilter::default()).unwrap();
        assert_eq!(listed.iter().any(|one| one.id.as_str() == "elagage"), knows, "{actor:?}");
        let filter = CatalogueFilter { text: Some("branche".to_owned()), ..CatalogueFilter::default() };
        assert_eq!(engine.catalogue(&visitor, &filter).unwrap().len(), usize::from(knows), "{actor:?}");
        let answers = town::answers();
        let results = [
            engine.route("elagage", &visitor).map(drop),
            engine.form("elagage", "en-ligne", &visitor, &answers).map(drop),
            engine.validate("elagage", "en-ligne", &visitor, &answers, &Part::whole()).map(drop),
            engine.submit(&actor, town::submission()).map(drop),
        ];
        for result in results {
            match knows {
                true => result.unwrap(),
                false => assert_eq!(code(result), ErrorCode::NotFound, "{actor:?}"),
            }
        }
    }
}

#[test]
fn the_requests_of_a_trial_are_not_counted_and_take_no_number_of_real_ones() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let tried = engine.submit(&camille(), town::submission()).unwrap();
    assert_eq!(tried.reference, "ESSAI-2026-000001");
    assert!(town_hall.seen(tried.id).trial);
    engine.act(&Actor::agent("bruno"), tried.id, "prendre", Input::none()).unwrap();
    assert!(engine.counts(&Actor::System).unwrap().is_empty());

    engine.publish(&Actor::System, &Sources::from_value(town::catalogue())).unwrap();
    let real = engine.submit(&Actor::applicant("hugo"), town::submission()).unwrap();
    assert_eq!(real.reference, "2026-000001");
    assert!(!town_hall.seen(real.id).trial);
    let counts = engine.counts(&Actor::System).unwrap();
    assert_eq!(counts.iter().map(|count| count.requests).sum::<u64>(), 1);
    assert!(engine.verify(&Actor::System, &[]).unwrap().broken.is_empty());
}

#[test]
fn the_messages_of_a_trial_go_to_its_testers() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let tried = engine.submit(&camille(), town::submission()).unwrap();
    engine.act(&camille(), tried.id, "annuler", Input::none()).unwrap();
    engine.run_due(&Budget::default()).unwrap();
    let sent = town_hall.letters.sent.lock().unwrap();
    assert_eq!(sent.len(), 2, "the acknowledgement and the closure");
    for (_, message) in sent.iter() {
        assert_eq!(message.to, ["essai@mairie.exemple.fr"]);
        assert!(message.subject.starts_with("[Essai] "), "{}", message.subject);
    }
    // Once the procedure is offered, what was tried stays a trial.
    engine.publish(&Actor::System, &Sources::from_value(town::catalogue())).unwrap();
    assert!(engine.request(&camille(), tried.id, FR).unwrap().trial);
}

#[test]
fn a_trial_has_testers_and_addresses_and_warns_of_calls() {
    let town_hall = TownHall::open();
    let publish =
        |catalogue: Value| town_hall.engine.publish(&Actor::System, &Sources::from_value(catalogue));
    for wrong in [
        json!({"testers": [], "messages_to": ["essai@mairie.exemple.fr"]}),
        json!({"testers": ["camille"], "messages_to": []}),
        json!({"testers": ["camille"], "messages_to": ["essai"]}),
        json!({"testers": ["camille"]}),
    ] {
        let mut catalogue = catalogue();
        catalogue["procedures"][0]["trial"] = wrong;
        assert_eq!(code(publish(catalogue)), ErrorCode::InvalidDefinition);
    }
    let mut calling = catalogue();
    calling["procedures"][1]["trial"] = calling["procedures"][0]["trial"].clone();
    let warnings = publish(calling).unwrap().warnings;
    assert!(warnings.iter().any(|warning| warning.code == "definition.trial_with_connector"), "{warnings:?}");
}

#[test]
fn a_procedure_open_to_all_that_becomes_a_trial_is_warned_of() {
    let town_hall = TownHall::open();
    let publish = |catalogue: Value| {
        let published = town_hall.engine.publish(&Actor::System, &Sources::from_value(catalogue)).unwrap();
        published
            .warnings
            .into_iter()
            .filter(|one| one.code == "definition.trial_hides_procedure")
            .map(|one| one.pointer)
            .collect::<Vec<_>>()
    };
    assert_eq!(publish(catalogue()), ["/procedures/0/trial"]);
    let mut more = catalogue();
    more["procedures"][0]["trial"]["testers"] = json!(["camille"]);
    assert_eq!(publish(more), [""; 0], "it is hidden already");
    let mut fresh = catalogue();
    fresh["procedures"][0]["id"] = json!("nouvelle");
    assert_eq!(publish(fresh), [""; 0], "nobody saw it");
}
