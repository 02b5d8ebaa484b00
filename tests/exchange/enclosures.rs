//! Files of a request that go with its e-mails.

use std::fs;
use std::process::Command;

use crate::common::{TownHall, citizen, town, values};
use grc::engine::Attachment;
use grc::request::{FileId, RequestId, Verdict};
use grc::store::Standing;
use grc::{Actor, Budget};
use serde_json::{Value, json};

const READ: &str = r#"
import sys, json, email, email.policy
with open(sys.argv[1], "rb") as file:
    message = email.message_from_binary_file(file, policy=email.policy.default)
print(json.dumps([[part.get_filename(), part.get_content_type(), part.get_payload(decode=True).decode()]
    for part in message.iter_attachments()]))
"#;

fn camille() -> Actor {
    Actor::applicant("camille")
}

/// The small town, whose acknowledgement returns the plan that was given.
fn catalogue() -> Value {
    let mut catalogue = town::catalogue();
    let scenario = &mut catalogue["procedures"][0]["scenarios"][0];
    let fields = scenario["form"]["fields"].as_array_mut().unwrap();
    fields.push(json!({"id": "plan", "type": "file", "label": "Plan", "max_size": 20_000_000}));
    fields.push(json!({"id": "photo", "type": "file", "label": "Photo"}));
    scenario["communications"][0]["attachments"] = json!(["answers.plan"]);
    catalogue
}

fn attached(town_hall: &TownHall, name: &str, content: &[u8]) -> FileId {
    town_hall.engine.attach(&camille(), Attachment { name, content: &mut &*content }).unwrap().id
}

fn filed_with(town_hall: &TownHall, plan: FileId, photo: FileId) -> RequestId {
    let mut submission = town::submission();
    submission.applicant = citizen();
    submission.answers = values(json!({"objet": "Un tilleul", "plan": plan, "photo": photo}));
    town_hall.engine.submit(&camille(), submission).unwrap().id
}

#[test]
fn the_file_of_the_field_goes_with_the_email_and_no_other() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().to_owned();
    let town_hall = TownHall::with(catalogue(), |host| host.mail_directory(&path));
    let plan = attached(&town_hall, "plan de l'arbre.txt", "Un chêne, là-bas".as_bytes());
    let request = filed_with(&town_hall, plan, attached(&town_hall, "photo.txt", b"une photo"));
    assert_eq!(town_hall.engine.run_due(&Budget::default()).unwrap().messages, 1);
    let file = fs::read_dir(path.join("emails")).unwrap().next().unwrap().unwrap().path();
    let output = Command::new("python3").args(["-c", READ]).arg(file).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(read, json!([["plan de l'arbre.txt", "text/plain", "Un chêne, là-bas"]]));
    let shown = town_hall.engine.communications(&camille(), request).unwrap();
    let names: Vec<_> = shown[0].attachments.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["plan de l'arbre.txt"]);
}

#[test]
fn a_file_in_which_the_scanner_found_something_since_leaves_with_no_email() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().to_owned();
    let town_hall = TownHall::with(catalogue(), |host| host.mail_directory(&path).scans_files());
    let [plan, photo] = ["plan.txt", "photo.txt"].map(|name| attached(&town_hall, name, name.as_bytes()));
    for file in [plan, photo] {
        town_hall.engine.scanned(&Actor::System, file, Verdict::Clean).unwrap();
    }
    let request = filed_with(&town_hall, plan, photo);
    town_hall.engine.scanned(&Actor::System, plan, Verdict::Infected).unwrap();
    let report = town_hall.engine.run_due(&Budget::default()).unwrap();
    assert_eq!((report.messages, report.abandoned), (0, 1));
    let delivery = town_hall.engine.deliveries(&Actor::System, request).unwrap().remove(0);
    assert_eq!(
        (delivery.standing, delivery.last_failure.as_deref()),
        (Standing::Dead, Some("invalid_content"))
    );
    assert!(!path.join("emails").exists());
}

#[test]
fn a_message_whose_files_are_too_many_for_a_relay_is_given_up_and_someone_called() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().to_owned();
    let town_hall = TownHall::with(catalogue(), |host| host.mail_directory(&path));
    let plan = attached(&town_hall, "plan.txt", &vec![b'x'; 15 << 20]);
    let heavier = attached(&town_hall, "plan.txt", &vec![b'y'; (15 << 20) + 1]);
    let photo = || attached(&town_hall, "photo.txt", b"x");
    filed_with(&town_hall, plan, photo());
    let given_up = filed_with(&town_hall, heavier, photo());
    let report = town_hall.engine.run_due(&Budget::default()).unwrap();
    assert_eq!((report.messages, report.abandoned), (1, 1));
    let tasks = town_hall.seen(given_up).tasks;
    assert!(tasks.iter().any(|task| task.title.starts_with("Message non parvenu")), "{tasks:?}");
}
