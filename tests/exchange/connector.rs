//! The business application: what it is sent, what it sends, what it is asked.

use std::sync::{Arc, Mutex};

use crate::common::server::{Application, Asked};
use crate::common::{OTHER_WEBHOOK_SECRET, TownHall, WEBHOOK_SECRET, code, town};
use grc::delivery::{Secret, webhook};
use grc::engine::{Clock, Received, ReceivedEffect};
use grc::request::RequestId;
use grc::{Actor, AddressGuard, Budget, ErrorCode, Result, Sources};
use serde_json::{Value, json};

fn camille() -> Actor {
    Actor::applicant("camille")
}

/// A town hall and its application, which answers what the test last told it.
struct Exchange {
    town_hall: TownHall,
    application: Application,
    answer: Arc<Mutex<(u16, Value)>>,
}

impl Exchange {
    fn open() -> Self {
        Self::with(|_| {})
    }

    fn with(adjust: impl FnOnce(&mut Value)) -> Self {
        let answer = Arc::new(Mutex::new((201, json!({"id": "T-1"}))));
        let said = Arc::clone(&answer);
        let application = Application::start(move |_: &Asked| {
            let (status, body) = said.lock().unwrap().clone();
            (status, body.to_string())
        });
        let mut catalogue = town::catalogue_calling(&application.base_url());
        adjust(&mut catalogue);
        let guard = AddressGuard::default().allow(&application.address.to_string()).unwrap();
        let town_hall = TownHall::with(catalogue, |host| host.guard(guard));
        Self { town_hall, application, answer }
    }

    fn answers(&self, status: u16, body: Value) {
        *self.answer.lock().unwrap() = (status, body);
    }

    /// Files a report, and sends it.
    fn report(&self) -> RequestId {
        let id = self.town_hall.engine.submit(&camille(), town::report()).unwrap().id;
        self.run();
        id
    }

    fn run(&self) -> grc::engine::DueReport {
        self.town_hall.engine.run_due(&Budget::default()).unwrap()
    }

    fn status(&self, id: RequestId) -> String {
        self.town_hall.seen(id).status.to_string()
    }

    /// A call of the application, signed.
    fn call(&self, message: &str, body: &Value) -> Result<Received> {
        self.call_with("gmao", WEBHOOK_SECRET, message, body)
    }

    fn call_with(&self, connector: &str, secret: &str, message: &str, body: &Value) -> Result<Received> {
        let body = body.to_string();
        let headers =
            webhook::sign(&Secret::new(secret), message, body.as_bytes(), self.town_hall.clock.now())
                .unwrap();
        self.town_hall.engine.receive(connector, &headers, body.as_bytes())
    }
}

#[test]
fn a_request_is_pushed_with_its_body_its_key_and_its_token_and_the_answer_is_kept() {
    let exchange = Exchange::open();
    let id = exchange.town_hall.engine.submit(&camille(), town::report()).unwrap().id;
    assert!(exchange.application.asked().is_empty(), "nothing is sent within the transaction");
    let report = exchange.run();
    assert_eq!((report.calls, report.failures), (1, 0));
    let asked = &exchange.application.asked()[0];
    assert_eq!((asked.method.as_str(), asked.path.as_str()), ("POST", "/api/tickets"));
    assert_eq!(
        serde_json::from_slice::<Value>(&asked.body).unwrap(),
        json!({"ref": "2026-000001", "quoi": "Un trou"})
    );
    assert_eq!(asked.header("authorization"), Some("Bearer jeton"));
    assert!(asked.header("idempotency-key").is_some());
    assert_eq!(exchange.town_hall.seen(id).external_id.as_deref(), Some("T-1"));
    assert_eq!(exchange.status(id), "prise");
}

#[test]
fn an_id_that_the_application_gives_as_a_number_is_kept() {
    let exchange = Exchange::open();
    exchange.answers(201, json!({"id": 1041}));
    let id = exchange.report();
    assert_eq!(exchange.town_hall.seen(id).external_id.as_deref(), Some("1041"));
    exchange.answers(200, json!({"statut": "ouvert"}));
    exchange.town_hall.clock.forward_seconds(15 * 60);
    assert_eq!(exchange.run().polls, 1);
    assert_eq!(exchange.application.asked()[1].path, "/api/tickets/1041");
    exchange.call("msg-1", &json!({"ref": 1041, "statut": "clos"})).unwrap();
    assert_eq!(exchange.status(id), "resolue");
}

#[test]
fn an_answer_that_cannot_be_used_takes_the_failed_edge() {
    let exchange = Exchange::with(|catalogue| {
        let result = json!({"external_id": "=response.id", "data": {"avancement": "=text(1 / length(text(response.jour)))"}});
        catalogue["connectors"][0]["operations"]["creer"]["result"] = result;
    });
    exchange.answers(201, json!({"id": "T-1", "jour": ""}));
    let id = exchange.report();
    assert_eq!(exchange.status(id), "a_la_main", "the request is not left where nobody will look");
}

#[test]
fn an_id_that_is_that_of_another_request_takes_the_failed_edge() {
    let exchange = Exchange::open();
    let first = exchange.report();
    let second = exchange.report();
    assert_eq!(exchange.status(first), "prise");
    assert_eq!(exchange.status(second), "a_la_main");
    assert_eq!(exchange.town_hall.engine.verify(&Actor::System, &[]).unwrap().broken, []);
}

#[test]
fn a_signed_call_moves_the_request_and_fills_its_data() {
    let exchange = Exchange::open();
    let id = exchange.report();
    let received = exchange.call("msg-1", &json!({"ref": "T-1", "statut": "planifie"})).unwrap();
    assert_eq!((received.request, received.replayed), (Some(id), false));
    assert_eq!(exchange.town_hall.seen(id).data["avancement"], "planifie");
    // By reference too.
    exchange.call("msg-2", &json!({"ref": "2026-000001", "statut": "clos"})).unwrap();
    assert_eq!(exchange.status(id), "resolue");
}

#[test]
fn the_requests_of_a_withdrawn_procedure_go_on() {
    let exchange = Exchange::open();
    let id = exchange.report();
    let procedure = exchange.town_hall.seen(id).procedure;
    exchange.town_hall.engine.withdraw(&Actor::System, procedure.as_str(), None).unwrap();
    exchange.call("msg-1", &json!({"ref": "T-1", "statut": "clos"})).unwrap();
    assert_eq!(exchange.status(id), "resolue");
    assert_eq!(
        exchange
            .call_with("gamo", WEBHOOK_SECRET, "msg-2", &json!({"ref": "T-1"}))
            .unwrap_err()
            .code()
            .name(),
        "not_found"
    );
}

#[test]
fn the_same_call_received_again_does_nothing() {
    let exchange = Exchange::open();
    let id = exchange.report();
    let call = json!({"ref": "T-1", "statut": "planifie"});
    exchange.call("msg-1", &call).unwrap();
    let revision = exchange.town_hall.seen(id).revision;
    exchange.town_hall.clock.forward_seconds(60);
    let again = exchange.call("msg-1", &call).unwrap();
    assert_eq!((again.request, again.replayed), (None, true));
    assert_eq!(exchange.town_hall.seen(id).revision, revision);
    let second = exchange.town_hall.second();
    let headers = webhook::sign(
        &Secret::new(WEBHOOK_SECRET),
        "msg-1",
        b"{\"ref\":\"T-1\"}",
        exchange.town_hall.clock.now(),
    )
    .unwrap();
    assert!(second.receive("gmao", &headers, b"{\"ref\":\"T-1\"}").unwrap().replayed);
}

#[test]
fn a_call_badly_signed_is_refused_and_leaves_nothing() {
    let exchange = Exchange::open();
    let id = exchange.report();
    let revision = exchange.town_hall.seen(id).revision;
    let call = json!({"ref": "T-1", "statut": "clos"});
    assert_eq!(
        code(exchange.call_with("gmao", OTHER_WEBHOOK_SECRET, "msg-1", &call)),
        ErrorCode::InvalidSignature
    );
    let engine = &exchange.town_hall.engine;
    let now = exchange.town_hall.clock.now();
    let body = call.to_string();
    let headers = webhook::sign(&Secret::new(WEBHOOK_SECRET), "msg-1", body.as_bytes(), now).unwrap();
    assert_eq!(code(engine.receive("gmao", &[], body.as_bytes())), ErrorCode::InvalidSignature);
    let altered = body.replace("clos", "clot");
    assert_eq!(code(engine.receive("gmao", &headers, altered.as_bytes())), ErrorCode::InvalidSignature);
    exchange.town_hall.clock.forward_seconds(301);
    assert_eq!(
        code(engine.receive("gmao", &headers, body.as_bytes())),
        ErrorCode::InvalidSignature,
        "an old call"
    );
    assert_eq!(exchange.town_hall.seen(id).revision, revision);
    exchange.call("msg-1", &call).expect("a refused call does not use up its identifier");
}

#[test]
fn a_call_about_nothing_known_is_refused_and_may_come_again() {
    let exchange = Exchange::open();
    assert_eq!(
        code(exchange.call_with("inconnu", WEBHOOK_SECRET, "m", &json!({"ref": "T-1"}))),
        ErrorCode::NotFound
    );
    for body in
        [json!({"ref": null}), json!({}), json!([]), json!("T-1"), json!({"ref": ["T-1"]}), json!(null)]
    {
        assert_eq!(code(exchange.call("msg-1", &body)), ErrorCode::NotFound, "{body}");
    }
    let id = exchange.report();
    assert_eq!(exchange.call("msg-1", &json!({"ref": "T-1"})).unwrap().request, Some(id));
    let headers =
        webhook::sign(&Secret::new(WEBHOOK_SECRET), "msg-9", b"{", exchange.town_hall.clock.now()).unwrap();
    assert_eq!(code(exchange.town_hall.engine.receive("gmao", &headers, b"{")), ErrorCode::InvalidJson);
}

#[test]
fn an_application_speaks_of_its_own_requests_alone() {
    let exchange = Exchange::with(|catalogue| {
        let mut other = town::connector("autre", "https://autre.exemple.fr");
        other["webhook"]["request"] = json!("=signal.ref");
        catalogue["connectors"].as_array_mut().unwrap().push(other);
        let mut second = catalogue["procedures"][1].clone();
        second["id"] = json!("signalement-bis");
        second["scenarios"][0]["connector"] = json!("@autre");
        catalogue["procedures"].as_array_mut().unwrap().push(second);
    });
    let id = exchange.report();
    let revision = exchange.town_hall.seen(id).revision;
    let call = |named: &str, message: &str| {
        let body = json!({"ref": named, "statut": "clos"});
        exchange.call_with("autre", OTHER_WEBHOOK_SECRET, message, &body)
    };
    assert_eq!(code(call("2026-000001", "msg-1")), ErrorCode::NotFound);
    // Another application's identifier is nobody's here: it may yet become one of its own.
    assert_eq!(call("T-1", "msg-1").unwrap().did, [ReceivedEffect::Waiting]);
    // Nor of a request that has no application.
    let other = exchange.town_hall.file(&camille());
    let call = exchange.call("msg-2", &json!({"ref": other.reference, "statut": "clos"}));
    assert_eq!(code(call), ErrorCode::NotFound);
    assert_eq!(exchange.town_hall.seen(id).revision, revision);
}

#[test]
fn the_application_is_asked_regularly_until_the_request_is_closed() {
    let exchange = Exchange::open();
    let id = exchange.report();
    exchange.answers(200, json!({"statut": "planifie"}));
    assert_eq!(exchange.run().polls, 0, "not before a quarter of an hour");
    exchange.town_hall.clock.forward_seconds(15 * 60);
    assert_eq!(exchange.run().polls, 1);
    assert_eq!(exchange.town_hall.seen(id).data["avancement"], "planifie");
    let revision = exchange.town_hall.seen(id).revision;
    exchange.town_hall.clock.forward_seconds(15 * 60);
    assert_eq!(exchange.run().polls, 1);
    assert_eq!(exchange.town_hall.seen(id).revision, revision, "the same answer changes nothing");
    exchange.answers(500, json!({}));
    exchange.town_hall.clock.forward_seconds(15 * 60);
    let report = exchange.run();
    assert_eq!((report.polls, report.failures, report.abandoned), (0, 1, 0));
    exchange.answers(200, json!({"statut": "clos"}));
    exchange.town_hall.clock.forward_seconds(15 * 60);
    assert_eq!(exchange.run().polls, 1);
    assert_eq!(exchange.status(id), "resolue");
    exchange.town_hall.clock.forward_days(1);
    assert_eq!(exchange.run().polls, 0);
    assert_eq!(exchange.run().next, None);
}

#[test]
fn a_regular_answer_that_cannot_be_used_is_asked_for_again() {
    let exchange = Exchange::with(|catalogue| {
        let result = json!({"data": {"avancement": "=text(1 / length(text(response.jour)))"}});
        catalogue["connectors"][0]["operations"]["lire"]["result"] = result;
    });
    let id = exchange.report();
    exchange.answers(200, json!({"jour": ""}));
    exchange.town_hall.clock.forward_seconds(15 * 60);
    assert_eq!(exchange.run().failures, 1);
    exchange.answers(200, json!({"jour": "2026-05-04", "statut": "clos"}));
    exchange.town_hall.clock.forward_seconds(15 * 60);
    assert_eq!(exchange.run().polls, 1);
    assert_eq!(exchange.status(id), "resolue");
}

#[test]
fn loopback_is_not_called_unless_the_host_allows_it() {
    let application = Application::start(|_| (201, r#"{"id": "T-1"}"#.to_owned()));
    for base_url in [application.base_url(), application.base_url().replace("127.0.0.1", "localhost")] {
        let town_hall = TownHall::with(town::catalogue_calling(&base_url), |host| host);
        let id = town_hall.engine.submit(&camille(), town::report()).unwrap().id;
        let report = town_hall.engine.run_due(&Budget::default()).unwrap();
        assert_eq!((report.calls, report.abandoned), (0, 1), "{base_url}");
        assert_eq!(town_hall.seen(id).status.to_string(), "a_la_main");
    }
    assert!(application.asked().is_empty());
}

#[test]
fn a_missing_secret_is_waited_for() {
    let exchange = Exchange::with(|catalogue| {
        catalogue["connectors"][0]["auth"] = json!({"bearer": {"secret": "absent"}});
        catalogue["connectors"][0]["webhook"]["secret"] = json!("absent_aussi");
    });
    let id = exchange.report();
    assert_eq!(exchange.status(id), "transmise");
    assert!(exchange.application.asked().is_empty());
    assert!(exchange.run().next.is_some());
    assert_eq!(code(exchange.call("msg-1", &json!({"ref": "2026-000001"}))), ErrorCode::SecretMissing);
    let published =
        exchange.town_hall.engine.publish(&Actor::System, &Sources::from_value(town::catalogue()));
    assert!(published.is_ok());
}

#[test]
fn an_answer_is_kept_as_its_field_keeps_it() {
    let exchange = Exchange::with(|catalogue| {
        let fields = catalogue["procedures"][1]["scenarios"][0]["workflow"]["data"]["fields"].as_array_mut();
        fields
            .unwrap()
            .push(json!({"id": "cout", "type": "decimal", "label": "Coût", "scale": 2, "max": 1000}));
        catalogue["connectors"][0]["operations"]["creer"]["result"] =
            json!({"external_id": "=response.id", "data": {"cout": "=response.cout"}});
    });
    exchange.answers(201, json!({"id": "T-1", "cout": "12.345"}));
    let id = exchange.report();
    assert_eq!(exchange.town_hall.seen(id).data["cout"], "12.34", "rounded to the cent, half to even");
    exchange.answers(201, json!({"id": "T-2", "cout": "1000.01"}));
    let id = exchange.report();
    assert_eq!(exchange.status(id), "a_la_main", "a cost that the field does not accept is not stored");
    assert_eq!(exchange.town_hall.seen(id).data.get("cout"), None);
}

#[test]
fn a_call_that_fails_after_its_status_was_left_opens_a_task() {
    let exchange = Exchange::with(|catalogue| {
        let statuses = &mut catalogue["procedures"][1]["scenarios"][0]["workflow"]["statuses"];
        let leave = json!({"id": "reprendre", "label": "Reprendre", "to": "prise", "by": ["agent"]});
        statuses["transmise"]["transitions"].as_array_mut().unwrap().push(leave);
    });
    let engine = &exchange.town_hall.engine;
    let id = engine.submit(&camille(), town::report()).unwrap().id;
    engine.act(&Actor::agent("david"), id, "reprendre", grc::Input::none()).unwrap();
    exchange.answers(400, json!({}));
    exchange.run();
    assert_eq!(exchange.status(id), "prise");
    let titles: Vec<_> = exchange.town_hall.seen(id).tasks.into_iter().map(|task| task.title).collect();
    assert_eq!(titles, ["Appel à l'application métier en échec, à traiter à la main"]);
}

#[test]
fn a_shared_circuit_calls_the_application_of_each_scenario_by_the_name_of_its_operation() {
    let applications = ["G", "A"].map(|prefix| {
        Application::start(move |_: &Asked| {
            (201, json!({"id": format!("{prefix}-1"), "statut": "recu"}).to_string())
        })
    });
    let mut catalogue = town::catalogue_calling(&applications[0].base_url());
    // The other application is asked otherwise for the same thing.
    let mut other = town::connector("autre", &applications[1].base_url());
    other["operations"]["creer"] = json!({"method": "PUT", "path": "/dossiers/{{ request.reference }}",
        "body": {"objet": "=answers.quoi"}, "result": {"external_id": "=response.id"}});
    catalogue["connectors"].as_array_mut().unwrap().push(other);
    let mut second = catalogue["procedures"][1].clone();
    let circuit = std::mem::replace(
        &mut catalogue["procedures"][1]["scenarios"][0]["workflow"],
        json!({"use": "@reparation"}),
    );
    catalogue["workflows"].as_array_mut().unwrap().push(circuit);
    second["id"] = json!("signalement-autre");
    second["scenarios"][0]["connector"] = json!("@autre");
    second["scenarios"][0]["workflow"] = json!({"use": "@reparation"});
    catalogue["procedures"].as_array_mut().unwrap().push(second);
    let guard = applications.iter().fold(AddressGuard::default(), |guard, application| {
        guard.allow(&application.address.to_string()).unwrap()
    });
    let town_hall = TownHall::with(catalogue, |host| host.guard(guard));
    let engine = &town_hall.engine;
    let submitted = ["signalement", "signalement-autre"].map(|procedure| {
        let mut submission = town::report();
        submission.procedure = grc::definition::Id(procedure.to_owned());
        engine.submit(&Actor::applicant("camille"), submission).unwrap()
    });
    assert_eq!(engine.run_due(&Budget::default()).unwrap().calls, 2);
    let asked = applications.each_ref().map(|application| application.asked());
    assert_eq!(asked.each_ref().map(Vec::len), [1, 1]);
    assert_eq!((asked[0][0].method.as_str(), asked[0][0].path.as_str()), ("POST", "/api/tickets"));
    let path = format!("/api/dossiers/{}", submitted[1].reference);
    assert_eq!((asked[1][0].method.as_str(), &asked[1][0].path), ("PUT", &path));
    for (receipt, external_id) in submitted.iter().zip(["G-1", "A-1"]) {
        let seen = town_hall.seen(receipt.id);
        assert_eq!(
            (seen.status.to_string().as_str(), seen.external_id.as_deref()),
            ("prise", Some(external_id))
        );
    }
}
