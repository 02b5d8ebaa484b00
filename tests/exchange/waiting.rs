//! Calls that come before the request that they are about; what a call says that it did.

use crate::calls::Exchange;
use crate::common::code;
use grc::definition::Language;
use grc::engine::{Clock, DueKind, PageRequest, ReceivedEffect, WaitingCallQuery, WaitingCallView};
use grc::request::RequestId;
use grc::{Actor, Budget, Engine, ErrorCode};
use serde_json::{Value, json};

use ReceivedEffect::{Duplicate, Ignored, Message, Moved, Signal, Stored, Waiting};

impl Exchange {
    /// Sends what waits, and nothing else.
    fn send(&self) {
        let outbox = Budget { kinds: vec![DueKind::Outbox], ..Budget::default() };
        assert_eq!(self.engine().run_due(&outbox).unwrap().calls, 1);
    }

    fn did(&self, message: &str, body: &Value) -> Vec<ReceivedEffect> {
        self.call(message, body).unwrap().did
    }

    fn waiting(&self) -> Vec<WaitingCallView> {
        let (query, page) = (WaitingCallQuery::default(), PageRequest::default());
        self.engine().waiting_calls(&Actor::System, &query, &page).unwrap().rows
    }

    /// How often processing data changed.
    fn stored(&self, id: RequestId) -> usize {
        let history = self.engine().history(&Actor::System, id, Language::English).unwrap();
        history.iter().filter(|entry| entry.kind == "data_set").count()
    }
}

#[test]
fn a_call_that_comes_before_its_request_waits_for_it() {
    let exchange = Exchange::with_webhook(|_| {});
    for (message, statut) in [("m-1", "planifie"), ("m-2", "clos")] {
        let early = exchange.call(message, &json!({"ref": "T-1", "statut": statut})).unwrap();
        assert_eq!((early.request, early.did, early.replayed), (None, vec![Waiting], false));
    }
    assert_eq!(exchange.did("m-3", &json!({"ref": "T-9", "statut": "clos"})), [Waiting]);
    assert_eq!(exchange.did("m-1", &json!({"ref": "T-1", "statut": "planifie"})), [Duplicate]);
    let id = exchange.file();
    assert_eq!(exchange.town_hall.seen(id).external_id, None);
    // The application answers with the identifier, and what waited for it follows: all in one go.
    let report = exchange.engine().run_due(&Budget::default()).unwrap();
    assert_eq!((report.calls, report.received, report.failures), (1, 2, 0));
    let seen = exchange.town_hall.seen(id);
    assert_eq!((&seen.data["avancement"], seen.status.to_string().as_str()), (&json!("clos"), "resolue"));
    assert_eq!(exchange.engine().run_due(&Budget::default()).unwrap().received, 0);
    assert_eq!(exchange.waiting().len(), 1, "the one that is about another");
    assert_eq!(exchange.engine().verify(&Actor::System, &[]).unwrap().broken, []);
}

#[test]
fn what_waits_is_taken_once_by_whoever_comes_after_a_crash() {
    let exchange = Exchange::with_webhook(|_| {});
    exchange.call("m-1", &json!({"ref": "T-1", "statut": "clos"})).unwrap();
    let id = exchange.file();
    exchange.send();
    // The worker stops here. Another one knows that there is something to do.
    let outbox = Budget { kinds: vec![DueKind::Outbox], ..Budget::default() };
    let next = exchange.engine().run_due(&outbox).unwrap().next;
    assert!(next.is_some_and(|next| next <= exchange.town_hall.clock.now()));
    let engines = [exchange.town_hall.second(), exchange.town_hall.second()];
    let received = std::thread::scope(|scope| {
        let take = |engine: &Engine| engine.run_due(&Budget::default()).unwrap().received;
        let workers: Vec<_> = engines.iter().map(|engine| scope.spawn(move || take(engine))).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).sum::<usize>()
    });
    assert_eq!(received, 1);
    assert_eq!(exchange.town_hall.seen(id).status.to_string(), "resolue");
}

#[test]
fn a_call_that_comes_now_does_not_overtake_those_that_waited() {
    let exchange = Exchange::with_webhook(|_| {});
    for (message, statut) in [("m-1", "recu"), ("m-2", "planifie")] {
        exchange.call(message, &json!({"ref": "T-1", "statut": statut})).unwrap();
    }
    let id = exchange.file();
    exchange.send();
    let last = exchange.call("m-3", &json!({"ref": "T-1", "statut": "en_cours"})).unwrap();
    assert_eq!((last.request, last.did), (Some(id), vec![Stored]));
    assert_eq!(exchange.town_hall.seen(id).data["avancement"], "en_cours");
    assert_eq!(exchange.stored(id), 3, "each was taken, in its turn");
    assert_eq!(exchange.engine().run_due(&Budget::default()).unwrap().received, 0);
}

#[test]
fn a_call_waits_thirty_days() {
    let exchange = Exchange::with_webhook(|_| {});
    exchange.call("m-1", &json!({"ref": "T-1", "statut": "clos"})).unwrap();
    let waiting = exchange.waiting();
    let told = (waiting[0].connector.as_str(), waiting[0].call.as_str(), waiting[0].named.as_str());
    assert_eq!(told, ("gmao", "m-1", "T-1"));
    assert_eq!(exchange.engine().run_due(&Budget::default()).unwrap().next, Some(waiting[0].expires_at));
    exchange.town_hall.clock.forward_days(30);
    assert_eq!(exchange.engine().run_due(&Budget::default()).unwrap().forgotten, 1);
    assert_eq!(exchange.waiting(), []);
    let id = exchange.file();
    let report = exchange.engine().run_due(&Budget::default()).unwrap();
    assert_eq!((report.calls, report.received), (1, 0));
    assert_eq!(exchange.town_hall.seen(id).status.to_string(), "prise");
}

#[test]
fn what_an_application_may_leave_waiting_is_bounded() {
    let exchange = Exchange::with_webhook(|_| {});
    for rank in 0..1_000 {
        exchange.call(&format!("m-{rank}"), &json!({"ref": format!("X-{rank}")})).unwrap();
    }
    let more = json!({"ref": "T-1", "statut": "clos"});
    assert_eq!(code(exchange.call("de-trop", &more)), ErrorCode::TooManyWaitingCalls);
    // It was not taken: it may come again, and what is about a request that is known still passes.
    let id = exchange.file();
    exchange.send();
    assert_eq!(exchange.call("de-trop", &more).unwrap().request, Some(id));
    let exchange = Exchange::with_webhook(|_| {});
    let long = "x".repeat(3 << 20);
    for rank in 0..10 {
        exchange.call(&format!("m-{rank}"), &json!({"ref": "X", "statut": long})).unwrap();
    }
    let refused = exchange.call("de-trop", &json!({"ref": "X", "statut": long}));
    assert_eq!(code(refused), ErrorCode::TooManyWaitingCalls);
}

#[test]
fn a_call_that_waited_and_cannot_be_used_calls_someone() {
    let exchange = Exchange::with_webhook(|webhook| {
        webhook["data"]["avancement"] = json!("=text(1 / length(text(signal.statut)))");
    });
    exchange.call("m-1", &json!({"ref": "T-1", "statut": ""})).unwrap();
    let id = exchange.file();
    let report = exchange.engine().run_due(&Budget::default()).unwrap();
    assert_eq!((report.calls, report.received, report.failures), (1, 1, 1));
    let titles: Vec<_> = exchange.town_hall.seen(id).tasks.into_iter().map(|task| task.title).collect();
    assert_eq!(titles, ["Appel de l'application métier inutilisable, à traiter à la main"]);
    assert_eq!(exchange.engine().verify(&Actor::System, &[]).unwrap().broken, []);
    // One that does not wait is refused instead, and leaves nothing.
    let refused = exchange.call("m-2", &json!({"ref": "T-1", "statut": ""}));
    assert_eq!(code(refused), ErrorCode::EvaluationFailed);
}

#[test]
fn a_call_tells_what_it_did_and_may_write_to_the_applicant() {
    let exchange = Exchange::with_webhook(|webhook| webhook["message"] = json!("=text(signal.mot)"));
    let id = exchange.file();
    exchange.send();
    let silent = exchange.call("m-1", &json!({"ref": "T-1", "statut": "planifie"})).unwrap();
    assert_eq!((silent.did, silent.signal, silent.entered), (vec![Stored], None, vec![]));
    assert_eq!(silent.data.iter().map(ToString::to_string).collect::<Vec<_>>(), ["avancement"]);
    assert_eq!(exchange.did("m-2", &json!({"ref": "T-1", "statut": "planifie"})), [Ignored]);
    let body = json!({"ref": "T-1", "statut": "clos", "mot": "Le trou est rebouché."});
    let told = exchange.call("m-3", &body).unwrap();
    assert_eq!(told.did, [Stored, Signal, Moved, Message]);
    assert_eq!(told.signal.map(|signal| signal.to_string()).as_deref(), Some("fini"));
    assert_eq!(told.entered.iter().map(ToString::to_string).collect::<Vec<_>>(), ["resolue"]);
    assert_eq!(exchange.did("m-3", &body), [Duplicate]);
    let read = exchange.engine().messages(&Actor::applicant("camille"), id, Language::French).unwrap();
    let texts: Vec<_> = read.messages.iter().map(|message| message.text.as_str()).collect();
    assert_eq!(texts, ["Le trou est rebouché."]);
}
