//! Nothing is lost, doubled, invented or put out of order, whatever dies and whatever the other side does.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use common::{FR, TestSecrets, TownHall, code, town};
use grc::delivery::{Client, Failure, FailureClass, Http, HttpRequest, HttpResponse};
use grc::engine::{ClaimQuery, Clock, ReportedFailure};
use grc::request::{RequestId, Role};
use grc::store::Standing;
use grc::{Actor, AddressGuard, Budget, Engine, ErrorCode, Host, Input, Instant, Sources};
use serde_json::{Value, json};

fn camille() -> Actor {
    Actor::applicant("camille")
}

/// A clock that goes sixty times as fast as the machine's: a lease of two minutes is over in two seconds. Every process reads
/// the same time.
struct Hurried;

/// An instant of 2023, so that what goes sixty times as fast is still a date of the calendar.
const BEGINNING: i64 = 1_700_000_000_000;

impl Clock for Hurried {
    fn now(&self) -> Instant {
        let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
        Instant::from_milliseconds((i64::try_from(elapsed).unwrap() - BEGINNING) * 60)
    }
}

/// What the business application has done, by the key of the call: its path.
type Effects = Arc<Mutex<Vec<(String, String)>>>;

/// A business application that keeps what it has done: a call that comes again under its key has no other effect.
struct Application {
    address: SocketAddr,
    effects: Effects,
}

impl Application {
    /// `fails` says of each call, by its number, how it ends.
    fn start(fails: fn(usize) -> End) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let effects = Effects::default();
        let kept = Arc::clone(&effects);
        std::thread::spawn(move || {
            for (number, stream) in listener.incoming().flatten().enumerate() {
                let kept = Arc::clone(&kept);
                std::thread::spawn(move || serve(stream, &kept, fails(number)));
            }
        });
        Self { address, effects }
    }

    fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    fn effects(&self) -> Vec<(String, String)> {
        self.effects.lock().unwrap().clone()
    }
}

/// How a call ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Answered,
    /// 500, and nothing was done.
    Broken,
    /// The connection is cut after a while, and nothing was done.
    Silent,
    /// It was done, and the connection is cut before the answer.
    Cut,
}

/// Three calls of ten fail, as if by chance.
fn three_of_ten(number: usize) -> End {
    match number.wrapping_mul(2_654_435_761) / 1_000 % 10 {
        0 => End::Broken,
        1 => End::Silent,
        2 => End::Cut,
        _ => End::Answered,
    }
}

fn serve(mut stream: TcpStream, effects: &Mutex<Vec<(String, String)>>, end: End) {
    let Some((path, key)) = read(&stream) else { return };
    match end {
        End::Broken => {
            let _ = stream.write_all(b"HTTP/1.1 500 -\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            return;
        }
        End::Silent => return std::thread::sleep(Duration::from_millis(30)),
        End::Answered | End::Cut => {}
    }
    let number = {
        let mut effects = effects.lock().unwrap();
        if !effects.iter().any(|(known, _)| *known == key) {
            effects.push((key.clone(), path));
        }
        effects.iter().position(|(known, _)| *known == key).unwrap()
    };
    if end == End::Answered {
        let body = json!({"id": format!("T-{number}")}).to_string();
        let length = body.len();
        let _ = write!(
            stream,
            "HTTP/1.1 201 -\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        );
    }
}

/// The path and the idempotency key of a call, once it has come whole.
fn read(stream: &TcpStream) -> Option<(String, String)> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let path = line.split(' ').nth(1)?.to_owned();
    let (mut key, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        match line.trim_end().split_once(": ") {
            Some((name, value))
                if name.eq_ignore_ascii_case("idempotency-key")
                    || name.eq_ignore_ascii_case("webhook-id") =>
            {
                value.clone_into(&mut key);
            }
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.parse().ok()?
            }
            Some(_) => {}
            None => break,
        }
    }
    reader.read_exact(&mut vec![0; length]).ok()?;
    Some((path, key))
}

/// The small town, whose reports make three calls in order, each tried again at once for as long as it takes.
fn catalogue(base_url: &str) -> Value {
    let mut catalogue = town::catalogue_calling(base_url);
    let connector = catalogue["connectors"][0].as_object_mut().unwrap();
    connector.remove("poll");
    let retry = json!({"attempts": 20, "delays": ["PT0S"]});
    for name in ["un", "deux", "trois"] {
        connector["operations"][name] = json!({"method": "POST", "path": format!("/{{{{ request.reference }}}}/{name}"),
            "body": {"ref": "=request.reference"}, "retry": retry});
    }
    let statuses = &mut catalogue["procedures"][1]["scenarios"][0]["workflow"]["statuses"];
    statuses["transmise"]["on_enter"] = json!([{"push": "un"}, {"push": "deux"}, {"push": "trois"}]);
    statuses["transmise"]["transitions"] = json!([
        {"id": "accuser", "to": "prise", "on": "push:trois:done"},
        {"id": "echouer_un", "to": "a_la_main", "on": "push:un:failed"},
        {"id": "echouer_deux", "to": "a_la_main", "on": "push:deux:failed"},
        {"id": "echouer_trois", "to": "a_la_main", "on": "push:trois:failed"}]);
    catalogue
}

fn host(application: &str) -> Host {
    let guard = AddressGuard::default().allow(application).unwrap();
    // The other side fails by chance: it is not to be left alone.
    Host::new().clock(Hurried).secrets(TestSecrets).guard(guard).failures_before_pause(1_000_000)
}

const STORE: &str = "GRC_TEST_SOAK_STORE";
const APPLICATION: &str = "GRC_TEST_SOAK_APPLICATION";
const STEP: &str = "GRC_TEST_SOAK_STEP";

fn start(test: &str, store: &Path, application: &str, step: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--ignored", "--nocapture", test])
        .envs([(APPLICATION, application), (STEP, step)])
        .env(STORE, store)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
#[ignore = "run by the tests below, which kill it"]
fn a_worker_works_until_it_is_killed() {
    let (Some(store), Ok(application)) = (std::env::var_os(STORE), std::env::var(APPLICATION)) else {
        return;
    };
    let engine = Engine::open_with(store, host(&application)).unwrap();
    loop {
        let _ = engine.run_due(&Budget { limit: 50, ..Budget::default() });
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Waits for something, and not for ever.
fn until(most: Duration, is_so: impl Fn() -> bool) {
    let begun = std::time::Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < most, "it does not come to an end");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// What came of it all.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outcome {
    messages: usize,
    effects: usize,
    lost: usize,
    phantom: usize,
    out_of_order: usize,
    kills: usize,
}

fn soak(requests: usize, kills: usize) -> Outcome {
    let application = Application::start(three_of_ten);
    let address = application.address.to_string();
    let directory = tempfile::tempdir().unwrap();
    let store = directory.path().join("mairie.db");
    let engine = Engine::open_with(&store, host(&address)).unwrap();
    engine.publish(&Actor::System, &Sources::from_value(catalogue(&application.base_url()))).unwrap();
    let worker = || start("a_worker_works_until_it_is_killed", &store, &address, "");
    let mut workers: Vec<Child> = (0..3).map(|_| worker()).collect();
    let ids: Vec<RequestId> =
        (0..requests).map(|_| engine.submit(&camille(), town::report()).unwrap().id).collect();
    for kill in 0..kills {
        // Anywhere: while it opens the store, leases, calls, records.
        std::thread::sleep(Duration::from_millis(40 + 37 * (kill as u64 % 5)));
        let dying = kill % workers.len();
        workers[dying].kill().unwrap();
        workers[dying].wait().unwrap();
        workers[dying] = worker();
    }
    let waits = |engine: &Engine| {
        let endpoints = engine.endpoints(&Actor::System).unwrap();
        endpoints.iter().any(|endpoint| endpoint.queued > 0)
    };
    until(Duration::from_secs(1_200), || !waits(&engine));
    for mut worker in workers {
        worker.kill().unwrap();
        worker.wait().unwrap();
    }
    let known: BTreeSet<String> = ids
        .iter()
        .flat_map(|id| engine.deliveries(&Actor::System, *id).unwrap())
        .map(|delivery| delivery.id.to_string())
        .collect();
    let effects = application.effects();
    let done: BTreeSet<String> = effects.iter().map(|(key, _)| key.clone()).collect();
    let mut order: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (_, path) in &effects {
        let (request, call) = path.rsplit_once('/').unwrap();
        order.entry(request).or_default().push(call);
    }
    assert_eq!(engine.verify(&Actor::System, &[]).unwrap().broken, []);
    Outcome {
        messages: known.len(),
        effects: done.len(),
        lost: known.difference(&done).count(),
        phantom: done.difference(&known).count(),
        out_of_order: order.values().filter(|calls| **calls != ["un", "deux", "trois"]).count(),
        kills,
    }
}

fn tell(outcome: &Outcome) {
    let Outcome { messages, effects, lost, phantom, out_of_order, kills } = outcome;
    println!(
        "soak: {messages} messages, {effects} distinct effects, {lost} lost, {phantom} phantom, \
         {out_of_order} out of order, {kills} kills"
    );
}

#[test]
fn nothing_is_lost_doubled_invented_or_put_out_of_order_while_workers_are_killed() {
    let outcome = soak(60, 10);
    tell(&outcome);
    assert_eq!(outcome, Outcome { messages: 180, effects: 180, kills: 10, ..Outcome::default() });
}

#[test]
#[ignore = "takes long: `make soak`"]
fn the_same_with_ten_thousand_messages_and_three_hundred_kills() {
    let outcome = soak(3_334, 300);
    tell(&outcome);
    assert_eq!(outcome, Outcome { messages: 10_002, effects: 10_002, kills: 300, ..Outcome::default() });
}

/// Dies at one step of a call, as a killed process does: nothing is cleaned up.
struct Dying {
    client: Client,
    step: String,
}

impl Http for Dying {
    fn exchange(&self, request: &HttpRequest) -> grc::Result<HttpResponse, Failure> {
        if self.step == "leased" {
            std::process::abort();
        }
        if self.step == "asked" {
            std::thread::spawn(|| {
                std::thread::sleep(Duration::from_millis(10));
                std::process::abort();
            });
        }
        let response = self.client.exchange(request);
        if self.step == "answered" {
            std::process::abort();
        }
        response
    }
}

#[test]
#[ignore = "run by the test below, in a process that dies"]
fn a_worker_dies_at_one_step() {
    let (Some(store), Ok(application)) = (std::env::var_os(STORE), std::env::var(APPLICATION)) else {
        return;
    };
    let step = std::env::var(STEP).unwrap();
    let guard = AddressGuard::default().allow(&application).unwrap();
    let http = Dying { client: Client::new(guard), step };
    let engine = Engine::open_with(store, host(&application).http(http)).unwrap();
    engine.run_due(&Budget { limit: 1, ..Budget::default() }).unwrap();
    std::process::abort();
}

#[test]
fn a_worker_that_dies_at_any_step_loses_and_doubles_nothing() {
    for (step, ends, effects_at_death) in [
        ("leased", (|_| End::Answered) as fn(usize) -> End, 0),
        ("asked", |number| if number == 0 { End::Silent } else { End::Answered }, 0),
        ("answered", |_| End::Answered, 1),
        ("recorded", |_| End::Answered, 1),
    ] {
        let application = Application::start(ends);
        let address = application.address.to_string();
        let directory = tempfile::tempdir().unwrap();
        let store = directory.path().join("mairie.db");
        let engine = Engine::open_with(&store, host(&address)).unwrap();
        engine.publish(&Actor::System, &Sources::from_value(catalogue(&application.base_url()))).unwrap();
        let receipt = engine.submit(&camille(), town::report()).unwrap();
        let id = receipt.id;
        let status = start("a_worker_dies_at_one_step", &store, &address, step).wait().unwrap();
        assert!(!status.success(), "{step}: it was to die");
        assert_eq!(application.effects().len(), effects_at_death, "{step}");
        until(Duration::from_secs(60), || {
            engine.run_due(&Budget::default()).unwrap();
            engine.request(&Actor::System, id, FR).unwrap().status.to_string() != "transmise"
        });
        let done: Vec<_> = application.effects().into_iter().map(|(_, path)| path).collect();
        let expected = ["un", "deux", "trois"].map(|call| format!("/{}/{call}", receipt.reference));
        assert_eq!(done, expected, "{step}: each once, in order");
        let timeline = engine.history(&Actor::System, id, FR).unwrap();
        assert_eq!(timeline.iter().filter(|line| line.kind == "push_done").count(), 3, "{step}");
    }
}

#[test]
fn a_refusal_that_is_corrected_has_one_effect_whatever_step_the_worker_dies_at() {
    for step in ["leased", "asked", "answered", "recorded"] {
        let effects = Effects::default();
        let kept = Arc::clone(&effects);
        let application = common::server::Application::start(move |asked| {
            let body: Value = serde_json::from_slice(&asked.body).unwrap();
            if body["quoi"] == "Un trou" {
                return (422, json!({"message": "lieu inconnu"}).to_string());
            }
            let key = asked.header("idempotency-key").unwrap().to_owned();
            let mut effects = kept.lock().unwrap();
            if !effects.iter().any(|(known, _)| *known == key) {
                effects.push((key, body["quoi"].to_string()));
            }
            (201, json!({"id": "T-1"}).to_string())
        });
        let address = application.address.to_string();
        let directory = tempfile::tempdir().unwrap();
        let store = directory.path().join("mairie.db");
        let engine = Engine::open_with(&store, host(&address)).unwrap();
        let catalogue = town::catalogue_correcting(&application.base_url());
        engine.publish(&Actor::System, &Sources::from_value(catalogue)).unwrap();
        engine.put_agent(&Actor::System, &common::agent("david", "voirie", Role::Agent)).unwrap();
        let id = engine.submit(&camille(), town::report()).unwrap().id;
        let status = || engine.request(&Actor::System, id, FR).unwrap().status.to_string();
        // The refusal, then the corrected call: a worker dies at each.
        for expected in ["a_corriger", "prise"] {
            let died = start("a_worker_dies_at_one_step", &store, &address, step).wait().unwrap();
            assert!(!died.success(), "{step}: it was to die");
            until(Duration::from_secs(60), || {
                engine.run_due(&Budget::default()).unwrap();
                status() != "transmise"
            });
            assert_eq!(status(), expected, "{step}");
            if expected == "a_corriger" {
                let corrected = Input::values(common::values(json!({"precision": "Devant le 12"})));
                engine.act(&Actor::agent("david"), id, "corriger", corrected).unwrap();
            }
        }
        assert_eq!(effects.lock().unwrap().len(), 1, "{step}");
        let history = engine.history(&Actor::System, id, FR).unwrap();
        let count = |kind: &str| history.iter().filter(|line| line.kind == kind).count();
        assert_eq!((count("push_failed"), count("push_done")), (1, 1), "{step}");
        assert_eq!(engine.verify(&Actor::System, &[]).unwrap().broken, []);
    }
}

#[test]
fn a_subscriber_whose_worker_dies_is_told_each_event_in_order() {
    for step in ["leased", "asked", "answered", "recorded"] {
        let application = Application::start(|_| End::Answered);
        let address = application.address.to_string();
        let directory = tempfile::tempdir().unwrap();
        let store = directory.path().join("mairie.db");
        let engine = Engine::open_with(&store, host(&address)).unwrap();
        engine.publish(&Actor::System, &Sources::from_value(town::catalogue())).unwrap();
        let subscription = json!({"name": "compta", "url": application.base_url(), "secret": "gmao_webhook"});
        engine.subscribe(&Actor::System, &serde_json::from_value(subscription).unwrap()).unwrap();
        let id = engine.submit(&camille(), town::submission()).unwrap().id;
        let status = start("a_worker_dies_at_one_step", &store, &address, step).wait().unwrap();
        assert!(!status.success(), "{step}: it was to die");
        until(Duration::from_secs(60), || {
            engine.run_due(&Budget::default()).unwrap();
            engine.subscribers(&Actor::System).unwrap()[0].behind == 0
        });
        let told: Vec<_> = application.effects().into_iter().map(|(key, _)| key).collect();
        let events = engine.history(&Actor::System, id, FR).unwrap().len();
        assert!(told.len() >= events, "{step}: {told:?}");
        let expected: Vec<_> = (1..=told.len()).map(|rank| format!("{id}.{rank}")).collect();
        assert_eq!(told, expected, "{step}: each under its own identifier, in order");
    }
}

/// Where a message stands that one worker sent, once another, whose lease was over, has said that it was refused.
fn after_a_late_report(checks_the_token: bool) -> Standing {
    let town_hall = TownHall::open();
    let id = town_hall.file(&camille()).id;
    let query = ClaimQuery { endpoints: vec!["email".to_owned()], ..ClaimQuery::default() };
    let claim = |engine: &Engine| engine.claim_messages(&Actor::System, &query).unwrap().remove(0);
    let late = claim(&town_hall.engine);
    town_hall.clock.forward_seconds(121);
    let prompt = claim(&town_hall.engine);
    town_hall.engine.report_sent(&Actor::System, prompt.id, &prompt.token, None).unwrap();
    let town_hall = match checks_the_token {
        true => town_hall,
        // As a store would that does not look at it.
        false => town_hall.tamper(|connection| {
            let token = u64::from_str_radix(&late.token, 16).unwrap().cast_signed();
            connection.execute("UPDATE outbox SET token = ?1", [token]).unwrap();
        }),
    };
    let refused =
        ReportedFailure { class: FailureClass::Refused, status: None, retry_after: None, answer: None };
    let reported = town_hall.engine.report_failed(&Actor::System, late.id, &late.token, &refused);
    match checks_the_token {
        true => assert_eq!(code(reported), ErrorCode::LeaseLost),
        false => reported.unwrap(),
    }
    town_hall.engine.deliveries(&Actor::System, id).unwrap()[0].standing
}

#[test]
fn a_worker_that_comes_back_late_does_not_overwrite_what_another_has_done() {
    assert_eq!(after_a_late_report(true), Standing::Sent);
}

#[test]
fn without_the_token_it_would() {
    assert_eq!(after_a_late_report(false), Standing::Dead);
}
