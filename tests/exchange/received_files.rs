//! Files that the calls of a business application hold.

use crate::calls::Exchange;
use crate::common::{TownHall, code, town};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use grc::definition::Language;
use grc::engine::ReceivedEffect;
use grc::request::{FileId, RequestId, Verdict};
use grc::{Actor, Budget, ErrorCode, Host, Result, Sources};
use serde_json::{Value, json};

use ReceivedEffect::{File, Ignored, Message, Stored, Waiting};

const PDF: &[u8] = b"%PDF-1.7\nUn rapport.";

/// Where the definition of calls says that a file stands in their body.
fn a_file(member: &str) -> Value {
    json!({"content": format!("=signal.{member}.contenu"), "name": format!("=signal.{member}.nom"),
        "media_type": format!("=signal.{member}.type")})
}

/// Calls that hold files.
fn with_files(catalogue: &mut Value) {
    let fields = &mut catalogue["procedures"][1]["scenarios"][0]["workflow"]["data"]["fields"];
    let report = json!({"id": "rapport", "type": "file", "label": "Rapport", "accept": ["application/pdf"], "max_size": 1000});
    fields.as_array_mut().unwrap().push(report);
    let webhook = &mut catalogue["connectors"][0]["webhook"];
    webhook["message"] = json!("=text(signal.mot)");
    let mut report = a_file("rapport");
    report["data"] = json!("rapport");
    webhook["files"] = json!([report, a_file("photo")]);
}

impl Exchange {
    fn open(lend: impl FnOnce(Host) -> Host) -> Self {
        Self::with(with_files, lend)
    }

    /// Files a report, and sends it.
    fn report(&self) -> RequestId {
        let id = self.file();
        self.run();
        id
    }

    fn names(&self, id: RequestId, actor: &Actor) -> Vec<String> {
        let request = self.engine().request(actor, id, Language::French).unwrap();
        request.files.into_iter().map(|file| file.name).collect()
    }

    fn read(&self, actor: &Actor, file: FileId) -> Result<Vec<u8>> {
        self.engine().read_file(actor, file, 0, 1000)
    }
}

fn holding(content: &[u8], name: &str) -> Value {
    json!({"contenu": STANDARD.encode(content), "nom": name})
}

#[test]
fn a_file_that_a_call_holds_fills_processing_data() {
    let exchange = Exchange::open(|host| host);
    let id = exchange.report();
    let body = json!({"ref": "T-1", "rapport": holding(PDF, "../rapport.pdf")});
    let received = exchange.call("m-1", &body).unwrap();
    assert_eq!(received.did, [Stored, File]);
    assert_eq!(received.data.iter().map(ToString::to_string).collect::<Vec<_>>(), ["rapport"]);
    let [file] = received.files[..] else { panic!("one file") };
    let (david, camille) = (Actor::agent("david"), Actor::applicant("camille"));
    assert_eq!(exchange.read(&david, file).unwrap(), PDF);
    assert_eq!(exchange.names(id, &david), ["rapport.pdf"]);
    assert_eq!(code(exchange.read(&camille, file)), ErrorCode::NotFound, "its data is not theirs to read");
    // A call that says nothing of it changes nothing; the same call does nothing.
    assert_eq!(exchange.call("m-2", &json!({"ref": "T-1"})).unwrap().did, [Ignored]);
    assert!(exchange.call("m-1", &body).unwrap().replayed);
    assert_eq!(exchange.names(id, &david), ["rapport.pdf"]);
    // It is the request's for ever, and its history vouches for it.
    exchange.town_hall.clock.forward_days(2);
    assert_eq!(exchange.engine().run_due(&Budget::default()).unwrap().files, 0, "nothing is left over");
    assert_eq!(exchange.read(&david, file).unwrap(), PDF);
    assert_eq!(exchange.engine().verify(&Actor::System, &[]).unwrap().broken, []);
    let change = "UPDATE content_chunk SET bytes = x'25504446'";
    rusqlite::Connection::open(exchange.town_hall.path()).unwrap().execute(change, []).unwrap();
    assert_eq!(exchange.engine().verify(&Actor::System, &[]).unwrap().broken.len(), 1);
}

#[test]
fn a_file_goes_with_the_message_to_the_applicant() {
    let exchange = Exchange::open(|host| host);
    let id = exchange.report();
    let body =
        json!({"ref": "T-1", "mot": "C'est fait.", "photo": holding(b"Avant, puis apres.\n", "note.txt")});
    let received = exchange.call("m-1", &body).unwrap();
    assert_eq!(received.did, [File, Message]);
    let camille = Actor::applicant("camille");
    assert_eq!(exchange.read(&camille, received.files[0]).unwrap(), b"Avant, puis apres.\n");
    // Without a word, the file is announced all the same.
    exchange.call("m-2", &json!({"ref": "T-1", "photo": holding(PDF, "plan.pdf")})).unwrap();
    let read = exchange.engine().messages(&camille, id, Language::French).unwrap().messages;
    let told: Vec<_> =
        read.iter().map(|message| (message.text.as_str(), message.files[0].name.as_str())).collect();
    assert_eq!(told, [("C'est fait.", "note.txt"), ("Un document vous est transmis.", "plan.pdf")]);
}

#[test]
fn a_file_that_is_not_right_refuses_the_whole_call() {
    let exchange = Exchange::open(|host| host);
    let id = exchange.report();
    let revision = exchange.town_hall.seen(id).revision;
    let told = |content: &[u8], kind: &str| {
        let mut file = holding(content, "rapport.pdf");
        file["type"] = json!(kind);
        file
    };
    for (rapport, refusal, path) in [
        (json!({"contenu": "~~", "nom": "a.pdf"}), ErrorCode::InvalidInput, Some("/files/0/content")),
        (json!({"contenu": 12, "nom": "a.pdf"}), ErrorCode::InvalidInput, Some("/files/0/content")),
        (json!({"contenu": "", "nom": "a.pdf"}), ErrorCode::InvalidInput, Some("/files/0/content")),
        (json!({"contenu": STANDARD.encode(PDF)}), ErrorCode::InvalidInput, Some("/files/0/name")),
        (told(PDF, "image/png"), ErrorCode::InvalidInput, Some("/files/0/media_type")),
        (holding(b"Du texte.\n", "rapport.pdf"), ErrorCode::InvalidAnswers, None),
        (holding(&[PDF, &[b' '; 1000]].concat(), "rapport.pdf"), ErrorCode::InvalidAnswers, None),
    ] {
        let body = json!({"ref": "T-1", "statut": "clos", "rapport": rapport});
        let error = exchange.call("m-1", &body).unwrap_err();
        assert_eq!(error.code(), refusal, "{rapport}");
        assert_eq!(error.path(), path, "{rapport}");
    }
    let seen = exchange.town_hall.seen(id);
    assert_eq!((seen.revision, seen.files.len()), (revision, 0));
    // The call was not taken: put right, it may come again.
    let body = json!({"ref": "T-1", "rapport": told(PDF, "Application/PDF; q=1")});
    assert_eq!(exchange.call("m-1", &body).unwrap().did, [Stored, File]);
}

#[test]
fn a_file_waits_with_its_call() {
    let exchange = Exchange::open(|host| host);
    let body = json!({"ref": "T-1", "rapport": holding(PDF, "rapport.pdf")});
    assert_eq!(exchange.call("m-1", &body).unwrap().did, [Waiting]);
    let id = exchange.report();
    assert_eq!(exchange.names(id, &Actor::agent("david")), ["rapport.pdf"]);
    // One that its data does not accept calls someone.
    let exchange = Exchange::open(|host| host);
    exchange.call("m-1", &json!({"ref": "T-1", "rapport": holding(b"Du texte.\n", "a.txt")})).unwrap();
    let id = exchange.report();
    assert_eq!(exchange.town_hall.seen(id).tasks.len(), 1);
    assert_eq!(exchange.names(id, &Actor::agent("david")), [""; 0]);
}

#[test]
fn a_file_is_shown_to_the_scanner_after_it_came() {
    let exchange = Exchange::open(Host::scans_files);
    exchange.report();
    let received =
        exchange.call("m-1", &json!({"ref": "T-1", "rapport": holding(PDF, "rapport.pdf")})).unwrap();
    let pending = exchange.engine().pending_files(&Actor::System).unwrap();
    assert_eq!(
        pending.iter().map(|file| (file.id, file.verdict)).collect::<Vec<_>>(),
        [(received.files[0], Verdict::Pending)]
    );
    exchange.engine().scanned(&Actor::System, received.files[0], Verdict::Infected).unwrap();
    assert_eq!(code(exchange.read(&Actor::agent("david"), received.files[0])), ErrorCode::FileInfected);
}

#[test]
fn a_file_without_a_place_is_not_published() {
    let town_hall = TownHall::open();
    let faults = |adjust: fn(&mut Value)| {
        let mut catalogue = town::catalogue_calling("https://gmao.exemple.fr");
        with_files(&mut catalogue);
        adjust(&mut catalogue["connectors"][0]["webhook"]);
        let error = town_hall.engine.publish(&Actor::System, &Sources::from_value(catalogue)).unwrap_err();
        let told = error.details().unwrap()["diagnostics"].as_array().unwrap().clone();
        let faults = told.into_iter().filter(|one| one["severity"] == "fault");
        faults.map(|fault| (fault["pointer"].to_string(), fault["code"].to_string())).collect::<Vec<_>>()
    };
    let fault = |member: &str, code: &str| {
        vec![(format!("\"/connectors/0/webhook/files/{member}\""), format!("\"{code}\""))]
    };
    assert_eq!(faults(|webhook| webhook["message"] = Value::Null), fault("1", "definition.webhook_file"));
    assert_eq!(
        faults(|webhook| webhook["files"][0]["data"] = json!("avancement")),
        fault("0/data", "definition.unknown_reference")
    );
    assert_eq!(
        faults(|webhook| webhook["files"][0]["name"] = json!("=request.reference")),
        fault("0/name", "expression.unknown_name"),
        "the request is not known yet"
    );
}
