//! What business applications are asked regularly: about each request, or about all of them at once.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use crate::common::server::{Answered, Application, Asked};
use crate::common::{Seeded, TestSecrets, TownHall, town};
use crate::deadly::work_until;
use grc::engine::{AskedChangesView, Clock, DueKind, DueReport, TimelineEntry};
use grc::request::RequestId;
use grc::{Actor, AddressGuard, Budget, Engine, Host, Language, Sources};
use serde_json::{Value, json};

const QUARTER: i64 = 15 * 60;

pub(crate) fn catalogue(base_url: &str) -> Value {
    let mut catalogue = town::catalogue_calling(base_url);
    let connector = &mut catalogue["connectors"][0];
    connector.as_object_mut().unwrap().remove("poll");
    connector["operations"]["changements"] =
        json!({"method": "GET", "path": "/changements?depuis={{ parameters.cursor }}"});
    connector["changes"] = json!({
        "every": "PT15M", "operation": "changements", "items": "=response.tickets", "request": "=item.id",
        "cursor": "=response.suivant", "start": "0", "more": "response.encore == true",
        "data": {"avancement": "=text(item.statut)"},
        "rules": [{"when": "item.statut == 'clos'", "emit": "fini"}]
    });
    catalogue
}

/// A town hall, and an application that gives `T-0`, `T-1`… to the requests that it is sent, and tells what changed from the
/// rank that it is asked, two changes at a time.
struct Exchange {
    town_hall: TownHall,
    application: Application,
    changed: Arc<Mutex<Vec<Value>>>,
}

impl Exchange {
    fn open() -> Self {
        let changed = Arc::new(Mutex::new(Vec::new()));
        let (told, given) = (Arc::clone(&changed), AtomicI64::new(0));
        let application = Application::start(move |asked: &Asked| match asked.path.split_once("depuis=") {
            Some((_, from)) => {
                let (from, told) = (from.parse::<usize>().unwrap(), told.lock().unwrap());
                if told.iter().any(|change| change == "panne") {
                    return (200, json!({"tickets": "panne", "suivant": 9}).to_string());
                }
                let tickets: Vec<_> = told.iter().skip(from).take(2).cloned().collect();
                let next = from + tickets.len();
                (200, json!({"tickets": tickets, "suivant": next, "encore": next < told.len()}).to_string())
            }
            None => {
                let id = format!("T-{}", given.fetch_add(1, Ordering::SeqCst));
                (201, json!({"id": id}).to_string())
            }
        });
        let guard = AddressGuard::default().allow(&application.address.to_string()).unwrap();
        let town_hall = TownHall::with(catalogue(&application.base_url()), |host| host.guard(guard));
        Self { town_hall, application, changed }
    }

    fn tell(&self, ticket: &str, statut: &str) {
        self.changed.lock().unwrap().push(json!({"id": ticket, "statut": statut}));
    }

    fn file(&self) -> RequestId {
        self.town_hall.engine.submit(&Actor::applicant("camille"), town::report()).unwrap().id
    }

    fn run(&self) -> DueReport {
        self.town_hall.engine.run_due(&Budget::default()).unwrap()
    }

    /// What is asked a quarter of an hour later.
    fn later(&self) -> DueReport {
        self.town_hall.clock.forward_seconds(QUARTER);
        self.run()
    }

    fn questions(&self) -> Vec<String> {
        let asked = self.application.asked().into_iter();
        asked.filter_map(|asked| asked.path.split_once("depuis=").map(|(_, from)| from.to_owned())).collect()
    }

    fn told(&self, id: RequestId) -> (Value, String) {
        let seen = self.town_hall.seen(id);
        (seen.data.get("avancement").cloned().unwrap_or_default(), seen.status.to_string())
    }
}

#[test]
fn changes_are_asked_for_from_where_the_last_answer_ended_and_given_to_their_requests() {
    let exchange = Exchange::open();
    let (first, second) = (exchange.file(), exchange.file());
    let report = exchange.run();
    assert_eq!((report.calls, report.polls, exchange.questions()), (2, 1, vec!["0".to_owned()]));
    for (ticket, statut) in [("T-0", "recu"), ("T-1", "planifie"), ("X-7", "clos"), ("T-0", "clos")] {
        exchange.tell(ticket, statut);
    }
    assert_eq!(exchange.run().polls, 0, "not before a quarter of an hour");
    let report = exchange.later();
    assert_eq!(
        (report.polls, report.received, report.failures),
        (2, 3, 0),
        "two pages, one change of nobody's"
    );
    assert_eq!(exchange.questions(), ["0", "0", "2"]);
    assert_eq!(exchange.told(first), (json!("clos"), "resolue".to_owned()));
    assert_eq!(exchange.told(second), (json!("planifie"), "prise".to_owned()));
    let revision = exchange.town_hall.seen(second).revision;
    let report = exchange.later();
    assert_eq!((report.polls, report.received), (1, 0));
    assert_eq!(exchange.questions().last().unwrap(), "4");
    assert_eq!(exchange.town_hall.seen(second).revision, revision);
    assert_eq!(exchange.town_hall.engine.verify(&Actor::System, &[]).unwrap().broken, []);
}

#[test]
fn nothing_is_asked_for_nobody() {
    let exchange = Exchange::open();
    let report = exchange.run();
    assert_eq!((report.polls, report.next), (0, None));
    let id = exchange.file();
    exchange.run();
    exchange.tell("T-0", "clos");
    let report = exchange.later();
    assert_eq!((report.polls, exchange.told(id).1.as_str()), (1, "resolue"));
    assert_eq!(report.next, None, "the last request was closed");
    let asked = exchange.questions().len();
    exchange.tell("T-0", "rouvert");
    exchange.town_hall.clock.forward_days(1);
    assert_eq!((exchange.run().polls, exchange.questions().len()), (0, asked));
    // A new request has it asked again, from where it was; what is told of a closed request does nothing.
    exchange.file();
    let report = exchange.run();
    assert_eq!((report.polls, report.received), (1, 0));
    assert_eq!(exchange.questions().last().unwrap(), "1");
    assert_eq!(exchange.told(id), (json!("clos"), "resolue".to_owned()));
}

#[test]
fn a_change_told_before_the_identifier_is_known_waits_for_it() {
    let exchange = Exchange::open();
    let known = exchange.file();
    exchange.run();
    // The application has the second report, and tells of it, before its answer is recorded.
    let id = exchange.file();
    exchange.tell("T-1", "planifie");
    let engine = &exchange.town_hall.engine;
    exchange.town_hall.clock.forward_seconds(QUARTER);
    let lost = grc::engine::ClaimQuery { endpoints: vec!["connector:gmao".to_owned()], ..Default::default() };
    assert_eq!(engine.claim_messages(&Actor::System, &lost).unwrap().len(), 1);
    let report = exchange.run();
    assert_eq!((report.polls, report.received), (1, 0));
    // The claim is over, and the call is made anew.
    exchange.town_hall.clock.forward_seconds(600);
    let report = exchange.run();
    assert_eq!((report.calls, report.received), (1, 1));
    assert_eq!((exchange.told(id).0, exchange.told(known).0), (json!("planifie"), Value::Null));
}

#[test]
fn an_answer_that_cannot_be_used_moves_no_cursor() {
    let exchange = Exchange::open();
    let id = exchange.file();
    exchange.run();
    exchange.changed.lock().unwrap().push(json!("panne"));
    let report = exchange.later();
    assert_eq!((report.failures, report.polls), (1, 0));
    exchange.changed.lock().unwrap().truncate(0);
    exchange.tell("T-0", "planifie");
    assert_eq!(exchange.later().received, 1);
    assert_eq!(exchange.questions(), ["0", "0", "0"]);
    assert_eq!(exchange.told(id).0, json!("planifie"));
}

#[test]
fn the_answer_that_is_known_is_not_sent_again_unless_it_may_mean_something_else() {
    let ticket = Arc::new(Mutex::new(("v1", "planifie")));
    let said = Arc::clone(&ticket);
    let application = Application::answering(move |asked: &Asked| {
        let (etag, statut) = *said.lock().unwrap();
        let quoted = format!("\"{etag}\"");
        if asked.method == "POST" {
            return Answered::new(201, &json!({"id": "T-1"}));
        }
        if asked.header("if-none-match") == Some(&quoted) {
            return Answered { status: 304, headers: vec![], body: String::new() };
        }
        let headers = vec![("ETag", quoted), ("Last-Modified", "Mon, 02 Mar 2026 08:00:00 GMT".to_owned())];
        Answered { headers, ..Answered::new(200, &json!({"statut": statut})) }
    });
    let guard = AddressGuard::default().allow(&application.address.to_string()).unwrap();
    let town_hall =
        TownHall::with(town::catalogue_calling(&application.base_url()), |host| host.guard(guard));
    let id = town_hall.engine.submit(&Actor::applicant("camille"), town::report()).unwrap().id;
    let run = || town_hall.engine.run_due(&Budget::default()).unwrap();
    run();
    let conditions = || {
        town_hall.clock.forward_seconds(QUARTER);
        assert_eq!(run().polls, 1);
        let asked = application.asked().pop().unwrap();
        [asked.header("if-none-match"), asked.header("if-modified-since")].map(|told| told.map(str::to_owned))
    };
    assert_eq!(conditions(), [None, None]);
    // The answer changed the request: what it means now is looked at once more.
    assert_eq!(conditions(), [None, None]);
    let revision = town_hall.seen(id).revision;
    let known = [Some("\"v1\"".to_owned()), Some("Mon, 02 Mar 2026 08:00:00 GMT".to_owned())];
    assert_eq!((conditions(), conditions()), (known.clone(), known));
    assert_eq!(town_hall.seen(id).revision, revision, "nothing was done");
    *ticket.lock().unwrap() = ("v2", "clos");
    conditions();
    assert_eq!(town_hall.seen(id).status.to_string(), "resolue");
}

/// How often a history says that something happened.
fn times(history: &[TimelineEntry], kind: &str) -> usize {
    history.iter().filter(|entry| entry.kind == kind).count()
}

#[test]
fn a_worker_killed_at_any_step_neither_loses_nor_doubles_a_change() {
    let exchange = Exchange::open();
    // Each change moves the request from its status to itself: whatever is done twice is seen.
    let mut definitions = catalogue(&exchange.application.base_url());
    let statuses = &mut definitions["procedures"][1]["scenarios"][0]["workflow"]["statuses"];
    statuses["prise"]["transitions"][0]["to"] = json!("prise");
    exchange.town_hall.engine.publish(&Actor::System, &Sources::from_value(definitions)).unwrap();
    let id = exchange.file();
    exchange.run();
    let entered = || {
        let history = exchange.town_hall.engine.history(&Actor::System, id, Language::English).unwrap();
        times(&history, "status_entered")
    };
    let (before, path) = (entered(), exchange.town_hall.path());
    let mut deaths = 0;
    for step in 1.. {
        exchange.tell("T-0", "clos");
        exchange.town_hall.clock.forward_seconds(QUARTER);
        let address = exchange.application.address.to_string();
        let is_over = work_until(step, &exchange.town_hall, &address);
        // Whoever comes when its lease is over goes on.
        exchange.town_hall.clock.forward_seconds(QUARTER);
        exchange.run();
        assert_eq!(entered() - before, usize::try_from(step).unwrap(), "killed at the step {step}");
        match is_over {
            true => break,
            false => deaths += 1,
        }
    }
    assert!(deaths >= 6, "it died {deaths} times");
    assert_eq!(exchange.town_hall.engine.verify(&Actor::System, &[]).unwrap().broken, []);
    // Were the cursor not kept with the changes, they would be done again.
    let forget = "UPDATE asked_changes SET cursor = CAST(cursor - 1 AS TEXT)";
    rusqlite::Connection::open(path).unwrap().execute(forget, []).unwrap();
    let known = entered();
    exchange.later();
    assert_eq!(entered(), known + 1);
}

#[test]
fn operators_see_since_when_an_application_is_asked_and_what_is_wrong() {
    let exchange = Exchange::open();
    let seen = || exchange.town_hall.engine.asked_changes(&Actor::System).unwrap();
    let now = || exchange.town_hall.clock.now();
    assert_eq!(seen(), [], "no request is open");
    let id = exchange.file();
    let [never] = &seen()[..] else { panic!("{:?}", seen()) };
    assert_eq!((never.connector.as_str(), never.asked_at, never.next), ("gmao", None, Some(now())));
    exchange.run();
    let first = now();
    exchange.tell("T-0", "planifie");
    exchange.later();
    let second = now();
    exchange.later();
    let after = AskedChangesView {
        connector: never.connector.clone(),
        cursor: Some("1".to_owned()),
        moved_at: Some(second),
        asked_at: Some(now()),
        last_failure: None,
        next: Some(now().plus_milliseconds(QUARTER * 1_000)),
    };
    assert_eq!(seen(), std::slice::from_ref(&after));
    exchange.changed.lock().unwrap().push(json!("panne"));
    exchange.later();
    let [failed] = &seen()[..] else { panic!("{:?}", seen()) };
    let failure = Some("evaluation_failed".to_owned());
    let (asked_at, next) = (Some(now()), Some(now().plus_milliseconds(QUARTER * 1_000)));
    assert_eq!(*failed, AskedChangesView { last_failure: failure, asked_at, next, ..after });
    assert!(first < second);
    exchange.town_hall.engine.signal(&Actor::System, id, "fini", grc::Input::none()).unwrap();
    assert_eq!(seen()[0].next, None, "nothing is asked for nobody");
    assert!(exchange.town_hall.engine.asked_changes(&Actor::agent("alice")).is_err());
}

#[test]
fn a_worker_that_comes_back_late_changes_nothing() {
    let exchange = Exchange::open();
    let id = exchange.file();
    exchange.run();
    let second = exchange.town_hall.engine.clone();
    let clock = exchange.town_hall.clock.clone();
    clock.forward_seconds(QUARTER);
    exchange.tell("T-0", "planifie");
    // While the first one waits for its answer its lease ends, and the second one does all.
    let done = Arc::new(Mutex::new(None));
    let (slow, outcome) = (Arc::clone(&done), exchange.changed.clone());
    let address = exchange.application.address.to_string();
    let http = Slow {
        before: Mutex::new(Some(Box::new(move || {
            clock.forward_seconds(600);
            let outbox = Budget { kinds: vec![DueKind::Outbox, DueKind::Received], ..Budget::default() };
            *slow.lock().unwrap() = Some(second.run_due(&outbox).unwrap());
            outcome.lock().unwrap().push(json!({"id": "T-0", "statut": "trop tard"}));
        }))),
        client: grc::delivery::Client::new(AddressGuard::default().allow(&address).unwrap()),
    };
    let guard = AddressGuard::default().allow(&address).unwrap();
    let host =
        Host::new().clock(exchange.town_hall.clock.clone()).randomness(Seeded::new(9)).secrets(TestSecrets);
    let late = Engine::open_with(exchange.town_hall.path(), host.guard(guard).http(http)).unwrap();
    let report = late.run_due(&Budget { kinds: vec![DueKind::Outbox], ..Budget::default() }).unwrap();
    assert_eq!(report.polls, 1, "it was answered");
    assert_eq!(done.lock().unwrap().as_ref().map(|report| (report.polls, report.received)), Some((1, 1)));
    assert_eq!(exchange.run().received, 0, "and nothing came of it");
    assert_eq!(exchange.told(id).0, json!("planifie"));
    assert_eq!(exchange.later().received, 1, "the cursor is where the second one left it");
}

/// An HTTP client that has something done before its first exchange.
struct Slow {
    before: Mutex<Option<Box<dyn FnOnce() + Send>>>,
    client: grc::delivery::Client,
}

impl grc::delivery::Http for Slow {
    fn exchange(
        &self,
        request: &grc::delivery::HttpRequest,
    ) -> Result<grc::delivery::HttpResponse, grc::delivery::Failure> {
        if let Some(before) = self.before.lock().unwrap().take() {
            before();
        }
        self.client.exchange(request)
    }
}

#[test]
fn a_question_about_all_requests_reads_none_and_is_asked_for_nothing_else() {
    let town_hall = TownHall::open();
    let faults = |adjust: fn(&mut Value)| {
        let mut catalogue = catalogue("https://gmao.exemple.fr");
        adjust(&mut catalogue["connectors"][0]);
        let error = town_hall.engine.publish(&Actor::System, &Sources::from_value(catalogue)).unwrap_err();
        let told = error.details().unwrap()["diagnostics"].as_array().unwrap().clone();
        let faults = told.into_iter().filter(|one| one["severity"] == "fault");
        faults.map(|fault| fault["pointer"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        faults(|connector| connector["operations"]["changements"]["path"] = json!("/{{ request.reference }}")),
        ["/connectors/0/operations/changements/path"]
    );
    assert_eq!(
        faults(|connector| connector["operations"]["changements"]["result"] =
            json!({"external_id": "=response.id"})),
        ["/connectors/0/operations/changements/result"]
    );
    assert_eq!(
        faults(|connector| connector["changes"]["operation"] = json!("inconnue")),
        ["/connectors/0/changes/operation", "/connectors/0/operations/changements/path"]
    );
    assert_eq!(
        faults(|connector| connector["changes"]["every"] = json!("souvent")),
        ["/connectors/0/changes/every"]
    );
    assert_eq!(
        faults(|connector| connector["poll"] = json!({"every": "PT1H", "operation": "changements"})),
        ["/connectors/0/poll/operation"]
    );
}
