//! Files that a business application gives with its answers.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::common::server::{Application, Asked};
use crate::common::{FR, TownHall, town};
use crate::deadly::work_until;
use crate::polling;
use grc::delivery::FailureClass;
use grc::request::RequestId;
use grc::{Actor, AddressGuard, Budget, Host};
use serde_json::{Value, json};

const REPORT: &[u8] = b"%PDF-1.7\nLe trou est rebouch\xc3\xa9.";

fn david() -> Actor {
    Actor::agent("david")
}

/// A town hall whose reports get a document from the application, which answers what `answer` says of the call of that rank.
fn exchange(
    answer: impl Fn(usize) -> Value + Send + Sync + 'static,
    adjust: impl FnOnce(Host) -> Host,
) -> (TownHall, Application) {
    let number = std::sync::atomic::AtomicUsize::new(0);
    let application = Application::start(move |_: &Asked| {
        (200, answer(number.fetch_add(1, std::sync::atomic::Ordering::SeqCst)).to_string())
    });
    let mut catalogue = town::catalogue_calling(&application.base_url());
    take_the_file(&mut catalogue);
    for operation in ["creer", "lire"] {
        catalogue["connectors"][0]["operations"][operation]["result"]["files"] =
            json!([{"data": "bon", "content": "=response.pdf", "name": "=response.nom"}]);
    }
    let guard = AddressGuard::default().allow(&application.address.to_string()).unwrap();
    (TownHall::with(catalogue, |host| adjust(host.guard(guard))), application)
}

/// Reports have a place for a document.
fn take_the_file(catalogue: &mut Value) {
    let fields = &mut catalogue["procedures"][1]["scenarios"][0]["workflow"]["data"]["fields"];
    let field = json!({"id": "bon", "type": "file", "label": "Bon de travaux", "accept": ["application/pdf"], "max_size": 1000});
    fields.as_array_mut().unwrap().push(field);
}

fn with_file(content: &[u8]) -> Value {
    json!({"id": "T-1", "statut": "ouvert", "pdf": STANDARD.encode(content), "nom": "../bon.pdf"})
}

fn report(town_hall: &TownHall) -> RequestId {
    let id = town_hall.engine.submit(&Actor::applicant("camille"), town::report()).unwrap().id;
    town_hall.engine.run_due(&Budget::default()).unwrap();
    id
}

#[test]
fn a_file_of_an_answer_is_kept_with_the_request_and_read_by_agents_alone() {
    let (town_hall, _application) = exchange(|_| with_file(REPORT), |host| host);
    let id = report(&town_hall);
    let view = town_hall.engine.request(&david(), id, FR).unwrap();
    assert_eq!(view.status.to_string(), "prise");
    let [file] = view.files.as_slice() else { panic!("{:?}", view.files) };
    assert_eq!((file.name.as_str(), file.media_type.as_str()), ("bon.pdf", "application/pdf"));
    assert_eq!(view.data["bon"], json!(file.id));
    assert_eq!(town_hall.engine.read_file(&david(), file.id, 0, 1_000).unwrap(), REPORT);
    assert!(town_hall.engine.request(&Actor::applicant("camille"), id, FR).unwrap().files.is_empty());
    assert!(town_hall.engine.read_file(&Actor::applicant("camille"), file.id, 0, 10).is_err());
    assert_eq!(town_hall.engine.verify(&Actor::System, &[]).unwrap().broken, []);
}

#[test]
fn the_same_file_is_brought_once_and_another_takes_its_place() {
    let answer = |number| match number {
        0 | 1 => with_file(REPORT),
        2 => with_file(b"%PDF-1.7\nAutre"),
        _ => json!({"statut": "ouvert", "pdf": null}),
    };
    let (town_hall, _application) = exchange(answer, |host| host);
    let id = report(&town_hall);
    let mut seen = vec![];
    for _ in 0..4 {
        let view = town_hall.engine.request(&david(), id, FR).unwrap();
        seen.push((view.files.len(), view.data["bon"].clone()));
        town_hall.clock.forward_seconds(15 * 60);
        assert_eq!(town_hall.engine.run_due(&Budget::default()).unwrap().polls, 1);
    }
    assert_eq!(seen[0], seen[1], "byte for byte the same");
    assert_eq!(seen[2].0, 2);
    assert_ne!(seen[1].1, seen[2].1);
    assert_eq!(seen[2], seen[3], "an answer without a file takes none away");
}

#[test]
fn a_file_that_is_none_or_that_its_field_does_not_accept_makes_the_answer_unreadable() {
    for (pdf, code) in [
        (json!("%%%"), "invalid_file"),
        (json!(""), "invalid_file"),
        (json!({"a": 1}), "invalid_file"),
        (json!(STANDARD.encode("du texte")), "invalid_answers"),
        (json!(STANDARD.encode([&b"%PDF-1.7\n"[..], &[b'x'; 2_000]].concat())), "invalid_answers"),
    ] {
        let answer = json!({"id": "T-1", "pdf": pdf, "nom": "bon.pdf"});
        let (town_hall, application) = exchange(move |_| answer.clone(), |host| host);
        let id = report(&town_hall);
        let view = town_hall.engine.request(&david(), id, FR).unwrap();
        assert_eq!(view.status.to_string(), "a_la_main", "{pdf}");
        let failed = view.failed_push.unwrap();
        assert_eq!((failed.class, failed.code.as_str()), (FailureClass::Unreadable, code), "{pdf}");
        assert!(view.files.is_empty());
        assert_eq!(application.asked().len(), 1, "it is not asked to act again");
    }
}

#[test]
fn a_file_that_the_scanner_has_not_seen_is_taken_all_the_same_and_one_that_it_refuses_is_not_read() {
    let (town_hall, _application) = exchange(|_| with_file(REPORT), Host::scans_files);
    let id = report(&town_hall);
    let view = town_hall.engine.request(&david(), id, FR).unwrap();
    assert_eq!(view.status.to_string(), "prise");
    let file = view.files[0].id;
    town_hall.engine.scanned(&Actor::System, file, grc::request::Verdict::Infected).unwrap();
    assert_eq!(town_hall.engine.read_file(&david(), file, 0, 10).unwrap_err().code().name(), "file_infected");
}

#[test]
fn a_worker_killed_between_an_answer_and_its_file_neither_loses_nor_doubles_it() {
    let mut deaths = 0;
    for step in 1.. {
        let (town_hall, application) = exchange(|_| with_file(REPORT), |host| host);
        let id = town_hall.engine.submit(&Actor::applicant("camille"), town::report()).unwrap().id;
        let is_over = work_until(step, &town_hall, &application.address.to_string());
        // Whoever comes when its lease is over goes on; the regular question is not due yet.
        town_hall.clock.forward_seconds(5 * 60);
        town_hall.engine.run_due(&Budget::default()).unwrap();
        let view = town_hall.engine.request(&david(), id, FR).unwrap();
        let [file] = view.files.as_slice() else { panic!("killed at the step {step}: {:?}", view.files) };
        assert_eq!(town_hall.engine.read_file(&david(), file.id, 0, 1_000).unwrap(), REPORT);
        let history = town_hall.engine.history(&Actor::System, id, FR).unwrap();
        let times = |kind: &str| history.iter().filter(|entry| entry.kind == kind).count();
        assert_eq!((times("push_done"), times("data_set")), (1, 1), "killed at the step {step}");
        let calls = application.asked();
        let keys: BTreeSet<_> = calls.iter().map(|asked| asked.header("idempotency-key")).collect();
        assert_eq!(keys.len(), 1, "the application knows the call that is made again");
        assert_eq!(town_hall.engine.verify(&Actor::System, &[]).unwrap().broken, []);
        match is_over {
            true => break,
            false => deaths += 1,
        }
    }
    assert!(deaths >= 6, "it died {deaths} times");
}

#[test]
fn a_file_of_a_change_goes_to_its_request_once() {
    let changes = Arc::new(Mutex::new(vec![]));
    let told = Arc::clone(&changes);
    let application = Application::start(move |asked: &Asked| match asked.path.split_once("depuis=") {
        None => (201, json!({"id": "T-1"}).to_string()),
        // It tells all that it knows, each time.
        Some(_) => (200, json!({"tickets": *told.lock().unwrap(), "suivant": "0"}).to_string()),
    });
    let mut catalogue = polling::catalogue(&application.base_url());
    take_the_file(&mut catalogue);
    catalogue["connectors"][0]["changes"]["files"] = json!([{"data": "bon", "content": "=item.pdf", "name": "=item.nom", "media_type": "application/pdf"}]);
    let guard = AddressGuard::default().allow(&application.address.to_string()).unwrap();
    let town_hall = TownHall::with(catalogue, |host| host.guard(guard));
    let id = report(&town_hall);
    let files = |expected: usize| {
        town_hall.clock.forward_seconds(15 * 60);
        let report = town_hall.engine.run_due(&Budget::default()).unwrap();
        let view = town_hall.engine.request(&david(), id, FR).unwrap();
        assert_eq!((report.failures, view.files.len()), (0, expected), "{report:?}");
        (view.data["bon"].clone(), view.revision)
    };
    let mut change = with_file(REPORT);
    change["id"] = json!("T-1");
    changes.lock().unwrap().push(change.clone());
    let first = files(1);
    assert_eq!(files(1), first, "byte for byte the same");
    change["pdf"] = json!(STANDARD.encode(b"%PDF-1.7\nAutre"));
    *changes.lock().unwrap() = vec![change.clone()];
    assert_ne!(files(2).0, first.0);
    // What is no file calls someone, and stops no other change.
    change["pdf"] = json!("%%%");
    changes.lock().unwrap().push(change);
    town_hall.clock.forward_seconds(15 * 60);
    let report = town_hall.engine.run_due(&Budget::default()).unwrap();
    assert_eq!((report.received, report.failures), (2, 1));
    let view = town_hall.engine.request(&david(), id, FR).unwrap();
    assert!(view.tasks.iter().any(|task| task.title.contains("inutilisable")), "{:?}", view.tasks);
}

#[test]
fn the_http_status_of_an_answer_tells_too() {
    let application = Application::start(|asked: &Asked| match asked.method.as_str() {
        "POST" => (202, json!({"id": "T-1"}).to_string()),
        _ => (200, "{}".to_owned()),
    });
    let mut catalogue = town::catalogue_calling(&application.base_url());
    let connector = &mut catalogue["connectors"][0];
    connector["operations"]["creer"]["result"]["data"] =
        json!({"avancement": "='plus tard' if response_status == 202 else 'fait'"});
    connector["operations"]["lire"]["refused_if"] = json!("response_status == 202");
    connector["operations"]["lire"]["result"] = json!({"data": {"avancement": "=text(response_status)"}});
    connector["poll"]["rules"] = json!([{"when": "response_status == 204", "emit": "fini"}]);
    let guard = AddressGuard::default().allow(&application.address.to_string()).unwrap();
    let town_hall = TownHall::with(catalogue, |host| host.guard(guard));
    let id = report(&town_hall);
    let progress = || town_hall.engine.request(&david(), id, FR).unwrap().data["avancement"].clone();
    assert_eq!(progress(), "plus tard");
    town_hall.clock.forward_seconds(15 * 60);
    assert_eq!(town_hall.engine.run_due(&Budget::default()).unwrap().polls, 1);
    assert_eq!(progress(), "200");
}

#[test]
fn a_file_goes_into_data_that_asks_for_one() {
    let mut catalogue = town::catalogue();
    catalogue["connectors"][0]["operations"]["creer"]["result"]["files"] = json!([{"data": "avancement", "content": "=response.pdf", "name": "bon.pdf"},
            {"content": "=response.pdf", "name": "bon.pdf"}]);
    let engine = grc::Engine::open(":memory:").unwrap();
    let error = engine.publish(&Actor::System, &grc::Sources::from_value(catalogue)).unwrap_err();
    let diagnostics = error.details().unwrap()["diagnostics"].as_array().unwrap();
    for place in ["0/data", "1"] {
        let pointer = format!("/connectors/0/operations/creer/result/files/{place}");
        assert!(diagnostics.iter().any(|one| one["pointer"] == pointer.as_str()), "{diagnostics:?}");
    }
}
