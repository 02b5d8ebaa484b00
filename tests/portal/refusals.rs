//! What cannot be filed is refused with the code that says why, and leaves nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::common::{TownHall, citizen, code, town, values};
use chrono::NaiveDate;
use grc::definition::Id;
use grc::engine::{Clock, ReceivedAt};
use grc::{Actor, Applicant, Engine, ErrorCode, Host, Input, Instant, Origin, Sources, Submission};
use serde_json::{Value, json};

fn camille() -> Actor {
    Actor::applicant("camille")
}

/// The small town, whose pruning is also told on paper only, and whose circuit closes at once what is paid.
fn catalogue() -> Value {
    let mut catalogue = town::catalogue();
    let scenarios = catalogue["procedures"][0]["scenarios"].as_array_mut().unwrap();
    let mut at_the_counter = scenarios[0].clone();
    at_the_counter["id"] = json!("au-guichet");
    at_the_counter["origins"] = json!(["counter"]);
    scenarios.push(at_the_counter);
    scenarios.push(
        json!({"id": "conseils", "kind": "information", "title": "Conseils", "content": "Taillez en hiver."}),
    );
    catalogue
}

/// What is tried, in which town, by whom, with what; the code and the place that it is refused with.
type Refusal = (&'static str, Value, Actor, Submission, ErrorCode, Option<&'static str>);

#[test]
fn each_reason_not_to_file_has_its_code_and_leaves_nothing() {
    let mut closed = catalogue();
    closed["procedures"][0]["closed"] = json!({"message": "Complet jusqu'au printemps."});
    let mut accounts = catalogue();
    accounts["procedures"][0]["scenarios"][0]["applicant"] = json!({"identity": "account"});
    let with = |change: &dyn Fn(&mut Submission)| {
        let mut submission = town::submission();
        change(&mut submission);
        submission
    };
    let cases: Vec<Refusal> = vec![
        ("closed", closed, camille(), with(&|_| ()), ErrorCode::ProcedureClosed, Some("/procedure")),
        (
            "unknown procedure",
            catalogue(),
            camille(),
            with(&|one| one.procedure = Id("elagages".into())),
            ErrorCode::NotFound,
            Some("/procedure"),
        ),
        (
            "unknown scenario",
            catalogue(),
            camille(),
            with(&|one| one.scenario = Id("en-lignes".into())),
            ErrorCode::NotFound,
            Some("/scenario"),
        ),
        (
            "for other audiences",
            catalogue(),
            camille(),
            with(&|one| {
                one.applicant = Applicant::association("Les Amis des arbres").with_email("a@exemple.fr")
            }),
            ErrorCode::ScenarioNotOffered,
            Some("/scenario"),
        ),
        (
            "at the counter only",
            catalogue(),
            camille(),
            with(&|one| one.scenario = Id("au-guichet".into())),
            ErrorCode::ScenarioNotOffered,
            Some("/scenario"),
        ),
        (
            "nothing to file",
            catalogue(),
            camille(),
            with(&|one| one.scenario = Id("conseils".into())),
            ErrorCode::ScenarioWithoutRequest,
            Some("/scenario"),
        ),
        (
            "an account is asked",
            accounts,
            camille(),
            with(&|_| ()),
            ErrorCode::IdentityRequired,
            Some("/applicant/identity"),
        ),
        (
            "contact details are missing",
            catalogue(),
            camille(),
            with(&|one| one.applicant = Applicant::citizen("Camille", "Lefèvre")),
            ErrorCode::InvalidAnswers,
            None,
        ),
        (
            "an applicant does not come by post",
            catalogue(),
            camille(),
            with(&|one| one.origin = Origin::Mail),
            ErrorCode::Forbidden,
            Some("/origin"),
        ),
        (
            "an applicant does not say when they came",
            catalogue(),
            camille(),
            with(&|one| one.received_at = Some(ReceivedAt::Day(day("2026-02-01")))),
            ErrorCode::Forbidden,
            Some("/received_at"),
        ),
        (
            "received tomorrow",
            catalogue(),
            Actor::agent("bruno"),
            with(&|one| {
                (one.origin, one.received_at) = (Origin::Mail, Some(ReceivedAt::Day(day("2026-03-03"))))
            }),
            ErrorCode::InvalidInput,
            Some("/received_at"),
        ),
        ("a mere reader", catalogue(), Actor::agent("chloe"), with(&|_| ()), ErrorCode::Forbidden, None),
        ("who left", catalogue(), Actor::agent("elise"), with(&|_| ()), ErrorCode::Forbidden, None),
        (
            "a connector",
            catalogue(),
            Actor::Connector("gmao".into()),
            with(&|_| ()),
            ErrorCode::NotFound,
            None,
        ),
    ];
    for (what, catalogue, actor, submission, expected, path) in cases {
        let town_hall = TownHall::with(catalogue, |host| host);
        let error = town_hall.engine.submit(&actor, submission).unwrap_err();
        assert_eq!(error.code(), expected, "{what}: {error}");
        if path.is_some() {
            assert_eq!(error.path(), path, "{what}");
        }
        let verification = town_hall.engine.verify(&Actor::System, &[]).unwrap();
        assert_eq!((verification.requests, verification.is_whole()), (0, true), "{what}");
        assert!(town_hall.letters.subjects().is_empty());
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn paper_is_received_on_the_local_day_that_the_agent_tells() {
    let town_hall = TownHall::open();
    let submission = Submission {
        origin: Origin::Mail,
        received_at: Some(ReceivedAt::Day(day("2026-02-27"))),
        ..town::submission()
    };
    let id = town_hall.engine.submit(&Actor::agent("bruno"), submission).unwrap().id;
    // Midnight in Paris.
    assert_eq!(town_hall.seen(id).received_at.to_string(), "2026-02-26T23:00:00.000Z");
    assert_eq!(town_hall.seen(id).submitted_at.to_string(), "2026-03-02T08:00:00.000Z");
}

#[test]
fn a_closed_request_is_put_in_nobodys_charge() {
    let town_hall = TownHall::open();
    let id = town_hall.file(&camille()).id;
    town_hall.engine.act(&camille(), id, "annuler", Input::none()).unwrap();
    let before = town_hall.seen(id).revision;
    let alice = Actor::agent("alice");
    let refused = town_hall.engine.assign(&alice, id, None, Some("bruno".to_owned()), Input::none());
    assert_eq!(code(refused), ErrorCode::RequestClosed);
    assert_eq!(town_hall.seen(id).revision, before);
}

/// A clock at which something happens the third time that it is looked at.
#[derive(Clone)]
struct Interrupting {
    looks: Arc<AtomicUsize>,
    other: Engine,
}

impl Clock for Interrupting {
    fn now(&self) -> Instant {
        if self.looks.fetch_add(1, Ordering::SeqCst) == 1 {
            self.other.withdraw(&Actor::System, "elagage", None).unwrap();
        }
        Instant::parse(crate::common::MORNING).unwrap()
    }
}

#[test]
fn what_was_published_while_a_request_was_checked_counts() {
    let town_hall = TownHall::with(catalogue(), |host| host);
    let looks = Arc::new(AtomicUsize::new(0));
    let clock = Interrupting { looks: Arc::clone(&looks), other: town_hall.engine.clone() };
    let engine = Engine::open_with(town_hall.path(), Host::new().clock(clock)).unwrap();
    let refused = engine.submit(&camille(), town::submission());
    assert!(looks.load(Ordering::SeqCst) >= 2, "the procedure was withdrawn on the way");
    assert_eq!(code(refused), ErrorCode::NotFound);
    assert_eq!(town_hall.engine.verify(&Actor::System, &[]).unwrap().requests, 0);
    // Without a publication in between, the same is filed.
    town_hall.engine.publish(&Actor::System, &Sources::from_value(catalogue())).unwrap();
    engine.submit(&camille(), town::submission()).unwrap();
    let more = Submission::new("elagage", "en-ligne", citizen(), values(json!({"objet": "Un chêne"})));
    engine.submit(&camille(), more).unwrap();
}
