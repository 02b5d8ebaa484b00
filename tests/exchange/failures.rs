//! Calls that the business application does not accept: how they are told apart, what follows, who is told why.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::common::server::{Application, Asked};
use crate::common::{FR, TownHall, town, values};
use grc::delivery::FailureClass;
use grc::engine::{ClaimQuery, ReportedFailure, RequestView};
use grc::request::{FailedPush, RequestId};
use grc::store::{AttemptOutcome, Standing};
use grc::{Actor, AddressGuard, Budget, Host, Input};
use serde_json::{Value, json};

fn camille() -> Actor {
    Actor::applicant("camille")
}

fn david() -> Actor {
    Actor::agent("david")
}

/// A town hall and an application that answers what `answer` says, given the number of the call.
fn exchange(
    answer: impl Fn(usize, &Asked) -> (u16, String) + Send + Sync + 'static,
    adjust: impl FnOnce(&mut Value),
) -> (TownHall, Application) {
    let number = AtomicUsize::new(0);
    let application = Application::start(move |asked| answer(number.fetch_add(1, Ordering::SeqCst), asked));
    let mut catalogue = town::catalogue_correcting(&application.base_url());
    adjust(&mut catalogue);
    let guard = AddressGuard::default().allow(&application.address.to_string()).unwrap();
    (TownHall::with(catalogue, |host| host.guard(guard)), application)
}

fn creer(catalogue: &mut Value) -> &mut Value {
    &mut catalogue["connectors"][0]["operations"]["creer"]
}

fn report(town_hall: &TownHall) -> RequestId {
    town_hall.engine.submit(&camille(), town::report()).unwrap().id
}

fn run(town_hall: &TownHall) -> grc::engine::DueReport {
    town_hall.engine.run_due(&Budget::default()).unwrap()
}

fn as_david(town_hall: &TownHall, id: RequestId) -> RequestView {
    town_hall.engine.request(&david(), id, FR).unwrap()
}

/// An application that keeps its tickets, and does not know where a hole is until it is told more.
fn particular() -> (TownHall, Application, Arc<Mutex<Vec<String>>>) {
    let tickets = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&tickets);
    let (town_hall, application) = exchange(
        move |_, asked| {
            let body: Value = serde_json::from_slice(&asked.body).unwrap();
            let what = body["quoi"].as_str().unwrap().to_owned();
            if what == "Un trou" {
                return (422, json!({"message": "lieu\r\ninconnu"}).to_string());
            }
            kept.lock().unwrap().push(what);
            (201, json!({"id": "T-1"}).to_string())
        },
        |_| {},
    );
    (town_hall, application, tickets)
}

#[test]
fn a_refusal_is_corrected_by_an_agent_who_reads_why_and_sent_again() {
    let (town_hall, application, tickets) = particular();
    let id = report(&town_hall);
    let first = run(&town_hall);
    assert_eq!((first.calls, first.failures, first.abandoned), (0, 1, 1), "a refusal is not tried again");
    let view = as_david(&town_hall, id);
    assert_eq!(view.status.to_string(), "a_corriger");
    assert_eq!(view.tasks[0].title, "Corriger : lieu inconnu");
    let failed = view.failed_push.unwrap();
    let expected = FailedPush {
        operation: failed.operation.clone(),
        class: FailureClass::Refused,
        code: "http_422".to_owned(),
        status: Some(422),
        said: Some("lieu inconnu".to_owned()),
    };
    assert_eq!(failed, expected);
    let corrected = Input::values(values(json!({"precision": "Un trou devant le 12"})));
    town_hall.engine.act(&david(), id, "corriger", corrected).unwrap();
    assert_eq!(run(&town_hall).calls, 1);
    let view = as_david(&town_hall, id);
    assert_eq!((view.status.to_string().as_str(), view.failed_push), ("prise", None));
    assert_eq!(*tickets.lock().unwrap(), ["Un trou devant le 12"]);
    let keys: Vec<_> =
        application.asked().iter().map(|asked| asked.header("idempotency-key").unwrap().to_owned()).collect();
    assert_ne!(keys[0], keys[1], "what was corrected is another call");
    let deliveries = town_hall.engine.deliveries(&david(), id).unwrap();
    let seen: Vec<_> = deliveries
        .iter()
        .map(|delivery| {
            let attempt = &delivery.attempts[0];
            (delivery.standing, attempt.outcome, attempt.reason.as_deref(), attempt.status)
        })
        .collect();
    let expected = [
        (Standing::Dead, AttemptOutcome::Refused, Some("http_422"), Some(422)),
        (Standing::Sent, AttemptOutcome::Sent, None, Some(201)),
    ];
    assert_eq!(seen, expected);
    assert!(!serde_json::to_string(&deliveries).unwrap().contains("lieu inconnu"), "operators see no words");
    assert_eq!(town_hall.engine.verify(&Actor::System, &[]).unwrap().broken, []);
}

#[test]
fn the_applicant_is_not_told_what_the_application_says() {
    let (town_hall, _application, _) = particular();
    let id = report(&town_hall);
    run(&town_hall);
    let view = town_hall.engine.request(&camille(), id, FR).unwrap();
    let history = town_hall.engine.history(&camille(), id, FR).unwrap();
    let told =
        format!("{}{}", serde_json::to_string(&view).unwrap(), serde_json::to_string(&history).unwrap());
    assert!(!told.contains("inconnu") && !told.contains("422"), "{told}");
    let history = town_hall.engine.history(&david(), id, FR).unwrap();
    let line = history.iter().find(|line| line.kind == "push_failed").unwrap();
    assert_eq!(
        line.text,
        "Appel `creer` abandonné après 1 essai(s) (http_422) ; l'application répond : « lieu inconnu »"
    );
}

#[test]
fn classes_of_failure_are_told_apart_by_what_the_application_answers() {
    let classes: [(u16, &str, FailureClass, &str, usize); 8] = [
        (302, "{}", FailureClass::Refused, "http_302", 1),
        (404, "{}", FailureClass::Refused, "http_404", 1),
        (200, r#"{"statut": "KO", "message": "non"}"#, FailureClass::Refused, "refused_answer", 1),
        (408, "{}", FailureClass::Unavailable, "http_408", 2),
        (429, "{}", FailureClass::Unavailable, "http_429", 2),
        (503, r#"{"message": "non"}"#, FailureClass::Unavailable, "http_503", 2),
        (201, "<html>", FailureClass::Unreadable, "not_json", 1),
        (201, r#"{"reference": ""}"#, FailureClass::Unreadable, "evaluation_failed", 1),
    ];
    for (status, body, class, code, attempts) in classes {
        let (town_hall, application) = exchange(
            move |_, _| (status, body.to_owned()),
            |catalogue| {
                let operation = creer(catalogue);
                operation["retry"] = json!({"attempts": 2, "delays": ["PT1S"]});
                operation["refused_if"] = json!("response.statut == 'KO'");
                // A division by nothing: an answer that cannot be used.
                operation["result"] = json!({"external_id": "=text(1 / length(text(response.reference)))"});
            },
        );
        let id = report(&town_hall);
        run(&town_hall);
        town_hall.clock.forward_seconds(10);
        run(&town_hall);
        let view = as_david(&town_hall, id);
        let failed = view.failed_push.unwrap_or_else(|| panic!("{status} {body}: {}", view.status));
        assert_eq!((failed.class, failed.code.as_str()), (class, code), "{status} {body}");
        let expected = if class == FailureClass::Refused { "a_corriger" } else { "a_la_main" };
        assert_eq!(view.status.to_string(), expected, "{status} {body}");
        assert_eq!(application.asked().len(), attempts, "{status} {body}");
        let said = body.contains("\"message\"").then_some("non");
        assert_eq!(failed.said.as_deref(), said, "{status} {body}");
    }
}

#[test]
fn a_rule_that_fails_on_an_answer_finds_it_unreadable() {
    let (town_hall, application) = exchange(
        |_, _| (200, json!({"n": ""}).to_string()),
        |catalogue| creer(catalogue)["refused_if"] = json!("1 / length(text(response.n)) > 0"),
    );
    let id = report(&town_hall);
    assert_eq!(run(&town_hall).abandoned, 1);
    let failed = as_david(&town_hall, id).failed_push.unwrap();
    assert_eq!((failed.class, failed.status), (FailureClass::Unreadable, None));
    assert_eq!(application.asked().len(), 1, "what was called may have acted");
}

#[test]
fn a_regular_question_that_is_refused_by_a_rule_is_an_attempt_that_failed_and_is_asked_again() {
    let (town_hall, _application) = exchange(
        |number, _| match number {
            0 => (201, json!({"id": "T-1"}).to_string()),
            1 => (200, json!({"erreur": "verrou", "statut": "clos"}).to_string()),
            _ => (200, json!({"statut": "clos"}).to_string()),
        },
        |catalogue| {
            catalogue["connectors"][0]["poll"] = json!({"every": "PT15M", "operation": "lire",
                "rules": [{"when": "response.statut == 'clos'", "emit": "fini"}]});
            catalogue["connectors"][0]["operations"]["lire"]["refused_if"] = json!("response.erreur != none");
        },
    );
    let id = report(&town_hall);
    run(&town_hall);
    town_hall.clock.forward_seconds(15 * 60);
    let report = run(&town_hall);
    assert_eq!((report.polls, report.failures), (0, 1));
    assert_eq!(as_david(&town_hall, id).status.to_string(), "prise", "what it says is not read");
    let attempts = town_hall.engine.deliveries(&Actor::System, id).unwrap().pop().unwrap().attempts;
    assert_eq!((attempts[0].outcome, attempts[0].status), (AttemptOutcome::Refused, Some(200)));
    town_hall.clock.forward_seconds(15 * 60);
    assert_eq!(run(&town_hall).polls, 1);
    assert_eq!(as_david(&town_hall, id).status.to_string(), "resolue");
}

#[test]
fn what_a_host_reports_of_a_refusal_is_told_to_agents_too() {
    let mut catalogue = town::catalogue_correcting("https://gmao.exemple.fr/api");
    creer(&mut catalogue)["refused_if"] = json!("response.statut == 'KO'");
    creer(&mut catalogue)["timeout"] = json!("PT7S");
    creer(&mut catalogue)["headers"] = json!({"X-Source": "demarches"});
    for answered in [true, false] {
        let town_hall = TownHall::with(catalogue.clone(), Host::leaves_calls);
        let id = report(&town_hall);
        let query = ClaimQuery { endpoints: vec!["connector:gmao".to_owned()], ..ClaimQuery::default() };
        let claimed = town_hall.engine.claim_messages(&Actor::System, &query).unwrap().remove(0);
        let call = claimed.call.unwrap();
        assert_eq!(call.timeout_seconds, 7);
        assert!(call.headers.contains(&("X-Source".to_owned(), "demarches".to_owned())));
        let said = json!({"statut": "KO", "message": "lieu inconnu"}).to_string();
        let engine = &town_hall.engine;
        match answered {
            true => engine.report_sent(&Actor::System, claimed.id, &claimed.token, Some(&said)).unwrap(),
            false => {
                let failure = ReportedFailure {
                    class: FailureClass::Refused,
                    status: Some(409),
                    retry_after: None,
                    answer: Some(said),
                };
                engine.report_failed(&Actor::System, claimed.id, &claimed.token, &failure).unwrap();
            }
        }
        let failed = as_david(&town_hall, id).failed_push.unwrap();
        assert_eq!(failed.said.as_deref(), Some("lieu inconnu"));
        assert_eq!(failed.code, if answered { "refused_answer" } else { "http_409" });
    }
}
