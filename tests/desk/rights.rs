//! Who sees what. Distinctive strings are put wherever something is hidden, and looked for wherever it could come out.

use crate::common::{FR, TownHall, citizen, code, told, town, values};
use grc::engine::{ApplicantQuery, Part, Receipt};
use grc::request::RequestId;
use grc::{
    Actor, Applicant, CatalogueFilter, ErrorCode, Input, Language, PageRequest, RequestQuery, Result,
    Submission, TaskQuery, Values, Visitor,
};
use serde::Serialize;
use serde_json::{Value, json};

/// Written where applicants may not read.
const HIDDEN: &str = "canari-cache";
/// Typed by an applicant, whom the others may not read.
const PRIVATE: &str = "canari-prive";

fn camille() -> Actor {
    Actor::applicant("camille")
}

/// A request of Camille's with a canary in all that is hidden from her, as far as the status `en_attente`.
fn request_with_canaries(town_hall: &TownHall) -> Receipt {
    let mut catalogue = town::catalogue();
    catalogue["workflows"][0]["statuses"]["a_traiter"]["tasks"][0]["title"] =
        json!(format!("{HIDDEN} tâche"));
    town_hall.engine.publish(&Actor::System, &grc::Sources::from_value(catalogue)).unwrap();
    let mut submission = town::submission();
    submission.answers =
        values(json!({"objet": format!("{PRIVATE} objet"), "cadre_mairie": format!("{HIDDEN} cadre")}));
    submission.applicant_id = Some("camille".to_owned());
    submission.applicant = Applicant { first_name: Some(format!("{PRIVATE} prénom")), ..citizen() };
    let bruno = Actor::agent("bruno");
    let receipt = town_hall.engine.submit(&bruno, submission).unwrap();
    let engine = &town_hall.engine;
    engine.comment(&bruno, receipt.id, &format!("{HIDDEN} commentaire"), false, Input::none()).unwrap();
    engine.tag(&bruno, receipt.id, &[format!("{HIDDEN} étiquette")], Input::none()).unwrap();
    engine.assign(&bruno, receipt.id, None, Some("bruno".to_owned()), Input::none()).unwrap();
    engine.act(&bruno, receipt.id, "prendre", Input::none()).unwrap();
    let pieces = Input::values(values(json!({"pieces": format!("{HIDDEN} note")})));
    engine.act(&bruno, receipt.id, "attendre", pieces).unwrap();
    receipt
}

fn text<T: Serialize>(result: Result<T>) -> String {
    match result {
        Ok(value) => serde_json::to_string(&value).unwrap(),
        Err(error) => format!("{}\n{error}\n{error:?}", told(&error)),
    }
}

/// Everything that an actor can get out of the engine about a request.
fn all_that_is_told(town_hall: &TownHall, actor: &Actor, receipt: &Receipt) -> String {
    let (engine, id) = (&town_hall.engine, receipt.id);
    let visitor = Visitor::of(actor);
    let page = PageRequest::default();
    let mut told = vec![
        text(engine.request(actor, id, FR)),
        text(engine.request_by_reference(actor, &receipt.reference, FR)),
        text(engine.history(actor, id, FR)),
        text(engine.history(actor, id, Language::English)),
        text(engine.requests(actor, &RequestQuery::default(), &page)),
        text(engine.tasks(actor, &TaskQuery::default(), &page)),
        text(engine.tasks(actor, &TaskQuery { mine: true, ..TaskQuery::default() }, &page)),
        text(engine.catalogue(&visitor, &CatalogueFilter::default())),
        text(engine.route("elagage", &visitor).map(|routing| format!("{routing:?}"))),
        text(engine.form("elagage", "en-ligne", &visitor, &Values::new()).map(|form| form.schema)),
        text(engine.agents(actor)),
        text(engine.find_applicants(actor, &ApplicantQuery::Request(id), &page)),
        text(engine.recognise_applicant(actor, id, None, Input::none())),
        text(engine.heads(actor)),
        text(engine.verify(actor, &[])),
        text(engine.draft(actor, id).map(|draft| format!("{draft:?}"))),
    ];
    // Agents search the directory, whatever their service.
    if actor.as_agent().is_none() {
        told.push(text(engine.find_applicants(actor, &ApplicantQuery::Text(String::new()), &page)));
    }
    for transition in ["prendre", "attendre", "accepter", "completer_", "canari"] {
        told.push(text(engine.act(actor, id, transition, Input::none())));
        told.push(text(engine.act(actor, id, transition, Input::none().at_revision(1))));
    }
    told.push(text(engine.comment(actor, id, "", false, Input::none())));
    told.push(text(engine.assign(actor, id, None, None, Input::none())));
    told.push(text(engine.signal(actor, id, "paiement", Input::none())));
    for task in town_hall.seen(id).tasks {
        told.push(text(engine.take_task(actor, task.id, Input::none())));
        told.push(text(engine.complete_task(actor, task.id, Input::none())));
    }
    told.join("\n")
}

#[test]
fn an_applicant_never_reads_what_is_hidden_from_them() {
    let town_hall = TownHall::open();
    let receipt = request_with_canaries(&town_hall);
    let all = all_that_is_told(&town_hall, &camille(), &receipt);
    assert!(all.contains(PRIVATE), "what is hers is shown");
    assert!(!all.contains(HIDDEN), "{all}");
    assert!(!all.contains("bruno"), "the agent in charge is not told: {all}");
}

#[test]
fn whoever_holds_the_tracking_code_reads_what_the_applicant_reads_and_does_nothing() {
    let town_hall = TownHall::open();
    let receipt = request_with_canaries(&town_hall);
    let view = town_hall.engine.request_by_tracking_code(&receipt.tracking_code, FR).unwrap();
    let all = serde_json::to_string(&view).unwrap();
    assert!(all.contains(PRIVATE) && !all.contains(HIDDEN) && !all.contains("bruno"), "{all}");
    assert_eq!(view.transitions, []);
    assert_eq!(
        code(town_hall.engine.request_by_tracking_code("0000-0000-0000-0000", FR)),
        ErrorCode::NotFound
    );
}

#[test]
fn a_reader_of_the_service_sees_what_is_hidden_from_applicants() {
    // The negative control: the canaries are there, and come out for those who may read them.
    let town_hall = TownHall::open();
    let receipt = request_with_canaries(&town_hall);
    let all = all_that_is_told(&town_hall, &Actor::agent("chloe"), &receipt);
    for canary in ["canari-cache commentaire", "canari-cache tâche", "canari-cache note", PRIVATE] {
        assert!(all.contains(canary), "{canary} is not in {all}");
    }
    // What is for those who process is not for those who consult.
    assert!(!all.contains("canari-cache cadre"), "{all}");
    let all = text(town_hall.engine.request(&Actor::agent("bruno"), receipt.id, FR));
    assert!(all.contains("canari-cache cadre"), "{all}");
}

#[test]
fn those_who_have_no_part_in_a_request_learn_nothing_of_it() {
    let town_hall = TownHall::open();
    let receipt = request_with_canaries(&town_hall);
    let strangers = [
        Actor::applicant("hugo"),
        Actor::applicant(""),
        Actor::agent("david"),
        Actor::agent("elise"),
        Actor::agent("nobody"),
        Actor::agent("camille"),
        Actor::applicant("bruno"),
        Actor::Connector("gmao".to_owned()),
    ];
    for actor in strangers {
        let all = all_that_is_told(&town_hall, &actor, &receipt);
        assert!(!all.contains("canari-cache") && !all.contains(PRIVATE), "{actor:?}: {all}");
        let id = receipt.id.to_string();
        assert!(!all.contains(&receipt.reference) && !all.contains(&id), "{actor:?}: {all}");
        assert_eq!(code(town_hall.engine.request(&actor, receipt.id, FR)), ErrorCode::NotFound, "{actor:?}");
    }
}

#[test]
fn what_is_hidden_and_what_is_not_there_are_told_in_the_same_words() {
    let town_hall = TownHall::open();
    let receipt = request_with_canaries(&town_hall);
    let absent: RequestId = serde_json::from_value(json!("019cad70-0000-7000-8000-000000000000")).unwrap();
    for actor in [Actor::applicant("hugo"), Actor::agent("david"), Actor::agent("elise")] {
        let engine = &town_hall.engine;
        let ask = |id| {
            [
                told(&engine.request(&actor, id, FR).unwrap_err()),
                told(&engine.history(&actor, id, FR).unwrap_err()),
                told(&engine.act(&actor, id, "prendre", Input::none()).unwrap_err()),
                told(&engine.act(&actor, id, "prendre", Input::none().at_revision(2)).unwrap_err()),
                told(&engine.comment(&actor, id, "bonjour", true, Input::none()).unwrap_err()),
                told(&engine.assign(&actor, id, None, None, Input::none()).unwrap_err()),
            ]
        };
        assert_eq!(ask(receipt.id), ask(absent), "{actor:?}");
    }
}

#[test]
fn an_applicants_list_tells_neither_the_agent_in_charge_nor_when_tasks_are_due() {
    let town_hall = TownHall::open();
    let receipt = town_hall.file(&camille());
    let (engine, page) = (&town_hall.engine, PageRequest::default());
    engine.assign(&Actor::agent("bruno"), receipt.id, None, Some("bruno".to_owned()), Input::none()).unwrap();
    let shown = engine.requests(&camille(), &RequestQuery::default(), &page).unwrap().rows;
    assert_eq!(shown.len(), 1);
    assert_eq!((&shown[0].agent, shown[0].due), (&None, None));
    // Nor may they be guessed by asking for them.
    for query in [
        RequestQuery { agent: Some("bruno".to_owned()), ..RequestQuery::default() },
        RequestQuery { due_before: grc::Instant::parse("2030-01-01T00:00:00Z"), ..RequestQuery::default() },
    ] {
        let right = engine.requests(&camille(), &query, &page).map(|page| page.rows.len());
        let mut wrong = query.clone();
        wrong.agent = wrong.agent.map(|_| "alice".to_owned());
        wrong.due_before = wrong.due_before.and_then(|_| grc::Instant::parse("2020-01-01T00:00:00Z"));
        let wrong = engine.requests(&camille(), &wrong, &page).map(|page| page.rows.len());
        assert_eq!(right, wrong, "{query:?}");
    }
    let inside = engine.requests(&Actor::agent("bruno"), &RequestQuery::default(), &page).unwrap().rows;
    assert_eq!(inside[0].agent.as_deref(), Some("bruno"));
    assert!(inside[0].due.is_some());
}

#[test]
fn what_is_for_agents_is_shown_to_active_agents_alone() {
    let town_hall = TownHall::open();
    let engine = &town_hall.engine;
    let shown = |actor: &Actor| {
        let visitor = Visitor::of(actor);
        let listed = engine.catalogue(&visitor, &CatalogueFilter::default()).unwrap();
        let listed = listed.iter().any(|one| one.id.as_str() == "courrier");
        let found = CatalogueFilter { text: Some("courrier".to_owned()), ..CatalogueFilter::default() };
        let found = !engine.catalogue(&visitor, &found).unwrap().is_empty();
        let routed = engine.route("courrier", &visitor).is_ok();
        let form = engine.form("courrier", "enregistrer", &visitor, &Values::new()).is_ok();
        let validated =
            engine.validate("courrier", "enregistrer", &visitor, &town::answers(), &Part::whole()).is_ok();
        let draft = serde_json::from_value(
            json!({"procedure": "courrier", "scenario": "enregistrer", "answers": {}}),
        );
        let draft = engine.save_draft(actor, draft.unwrap()).is_ok();
        [listed, found, routed, form, validated, draft]
    };
    for actor in [Actor::agent("bruno"), Actor::agent("david"), Actor::System] {
        assert_eq!(shown(&actor), [true; 6], "{actor:?}");
    }
    // Who only consults begins nothing.
    assert_eq!(shown(&Actor::agent("chloe")), [true, true, true, true, true, false]);
    for actor in [Actor::applicant("camille"), Actor::agent("elise"), Actor::agent("nobody")] {
        assert_eq!(shown(&actor), [false; 6], "{actor:?}");
        let submission = Submission::new("courrier", "enregistrer", citizen(), town::answers());
        let refused = code(engine.submit(&actor, submission));
        assert!(matches!(refused, ErrorCode::NotFound | ErrorCode::Forbidden), "{actor:?}: {refused}");
    }
}

#[test]
fn each_role_does_what_is_its_own() {
    let town_hall = TownHall::open();
    let receipt = town_hall.file(&camille());
    let (engine, id) = (&town_hall.engine, receipt.id);
    let act = |who: &str, what: &str| engine.act(&Actor::agent(who), id, what, Input::none());
    assert_eq!(code(act("chloe", "prendre")), ErrorCode::Forbidden);
    assert_eq!(code(act("david", "prendre")), ErrorCode::NotFound);
    assert_eq!(code(act("elise", "prendre")), ErrorCode::NotFound);
    assert_eq!(code(engine.act(&camille(), id, "prendre", Input::none())), ErrorCode::Forbidden);
    act("bruno", "prendre").unwrap();
    assert_eq!(code(act("bruno", "accepter")), ErrorCode::Forbidden);
    assert_eq!(code(act("alice", "inconnue")), ErrorCode::TransitionNotOffered);
    let comment = |actor: &Actor, visible| engine.comment(actor, id, "Bonjour", visible, Input::none());
    assert_eq!(code(comment(&Actor::agent("chloe"), false)), ErrorCode::Forbidden);
    assert_eq!(code(comment(&camille(), false)), ErrorCode::Forbidden);
    comment(&camille(), true).unwrap();
    let hand_over = |who: &Actor| engine.assign(who, id, None, Some("alice".to_owned()), Input::none());
    assert_eq!(code(hand_over(&Actor::agent("bruno"))), ErrorCode::Forbidden);
    assert_eq!(code(hand_over(&camille())), ErrorCode::Forbidden);
    hand_over(&Actor::agent("alice")).unwrap();
    assert_eq!(
        code(engine.signal(&Actor::agent("alice"), id, "paiement", Input::none())),
        ErrorCode::Forbidden
    );
    act("alice", "accepter").unwrap();
}

#[test]
fn only_the_host_publishes_withdraws_registers_and_verifies() {
    let town_hall = TownHall::open();
    let engine = &town_hall.engine;
    for actor in [camille(), Actor::agent("alice"), Actor::Connector("gmao".to_owned())] {
        let sources = grc::Sources::from_value(town::catalogue());
        assert_eq!(code(engine.publish(&actor, &sources)), ErrorCode::Forbidden);
        assert_eq!(code(engine.withdraw(&actor, "elagage", None)), ErrorCode::Forbidden);
        assert_eq!(code(engine.put_agent(&actor, &town::agents()[0])), ErrorCode::Forbidden);
        assert_eq!(code(engine.heads(&actor)), ErrorCode::Forbidden);
        assert_eq!(code(engine.verify(&actor, &[])), ErrorCode::Forbidden);
    }
    for actor in
        [camille(), Actor::agent("elise"), Actor::agent("nobody"), Actor::Connector("gmao".to_owned())]
    {
        assert_eq!(code(engine.counts(&actor)), ErrorCode::Forbidden);
        assert_eq!(code(engine.agents(&actor)), ErrorCode::Forbidden);
    }
}

#[test]
fn a_request_handed_to_another_service_leaves_the_first_ones_sight() {
    let town_hall = TownHall::open();
    let receipt = town_hall.file(&camille());
    let (engine, page) = (&town_hall.engine, PageRequest::default());
    let service = Some(grc::definition::Id("voirie".to_owned()));
    engine.assign(&Actor::agent("alice"), receipt.id, service, None, Input::none()).unwrap();
    let list =
        |who: &str| engine.requests(&Actor::agent(who), &RequestQuery::default(), &page).unwrap().rows.len();
    assert_eq!(list("david"), 1);
    engine.request(&Actor::agent("david"), receipt.id, FR).unwrap();
    // The list and the request itself agree, whoever asks.
    for who in ["alice", "bruno", "chloe", "david"] {
        let seen = engine.request(&Actor::agent(who), receipt.id, FR).is_ok();
        assert_eq!(list(who) == 1, seen, "{who}");
    }
}

#[test]
fn the_agent_in_charge_finds_the_request_in_their_list_whatever_their_service() {
    let town_hall = TownHall::open();
    let receipt = town_hall.file(&camille());
    let (engine, page) = (&town_hall.engine, PageRequest::default());
    let david = Actor::agent("david");
    engine.assign(&Actor::agent("alice"), receipt.id, None, Some("david".to_owned()), Input::none()).unwrap();
    engine.request(&david, receipt.id, FR).unwrap();
    let own = RequestQuery { agent: Some("david".to_owned()), ..RequestQuery::default() };
    assert_eq!(engine.requests(&david, &own, &page).unwrap().rows.len(), 1);
    // That opens nothing else: neither the requests of another, nor to someone who may no longer act.
    let hers = RequestQuery { agent: Some("alice".to_owned()), ..RequestQuery::default() };
    engine.assign(&Actor::agent("alice"), receipt.id, None, Some("alice".to_owned()), Input::none()).unwrap();
    assert_eq!(engine.requests(&david, &hers, &page).unwrap().rows.len(), 0);
    let theirs = RequestQuery { agent: Some("elise".to_owned()), ..RequestQuery::default() };
    assert_eq!(code(engine.requests(&Actor::agent("elise"), &theirs, &page)), ErrorCode::Forbidden);
}

#[test]
fn an_agent_files_for_someone_and_that_person_alone_follows() {
    let town_hall = TownHall::open();
    let mut submission = town::submission();
    submission.applicant_id = Some("camille".to_owned());
    submission.origin = grc::Origin::Counter;
    let engine = &town_hall.engine;
    let receipt = engine.submit(&Actor::agent("bruno"), submission.clone()).unwrap();
    engine.request(&camille(), receipt.id, FR).unwrap();
    assert_eq!(code(engine.request(&Actor::applicant("hugo"), receipt.id, FR)), ErrorCode::NotFound);
    for who in ["chloe", "elise", "nobody"] {
        assert_eq!(
            code(engine.submit(&Actor::agent(who), submission.clone())),
            ErrorCode::Forbidden,
            "{who}"
        );
    }
    // An applicant files for nobody but themselves, whatever they say.
    submission.origin = grc::Origin::Portal;
    let receipt = engine.submit(&Actor::applicant("hugo"), submission).unwrap();
    assert_eq!(code(engine.request(&camille(), receipt.id, FR)), ErrorCode::NotFound);
    let view: Value =
        serde_json::to_value(engine.request(&Actor::applicant("hugo"), receipt.id, FR).unwrap()).unwrap();
    assert_eq!(view["status"], json!("a_traiter"));
}
