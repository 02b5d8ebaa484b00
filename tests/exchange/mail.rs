//! E-mails as another program opens them.

use std::fs;
use std::process::Command;

use crate::common::{TownHall, citizen, town, values};
use grc::{Actor, Budget};
use serde_json::{Value, json};

const READ: &str = r#"
import sys, json, email, email.policy
with open(sys.argv[1], "rb") as file:
    message = email.message_from_binary_file(file, policy=email.policy.default)
print(json.dumps({
    "subject": message["Subject"], "to": message["To"].addresses[0].addr_spec,
    "from": message["From"].addresses[0].display_name, "id": message["Message-ID"], "date": str(message["Date"]),
    "body": message.get_content(), "defects": len(message.defects), "headers": message.keys(),
}))
"#;

fn opened(subject: &str, body: &str, typed: &str) -> Value {
    let mut catalogue = town::catalogue();
    let message = &mut catalogue["procedures"][0]["scenarios"][0]["communications"][0];
    (message["subject"], message["body"]) = (json!(subject), json!(body));
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().to_owned();
    let town_hall = TownHall::with(catalogue, |host| host.mail_directory(&path));
    let mut submission = town::submission();
    submission.applicant = citizen();
    submission.answers = values(json!({"objet": typed}));
    town_hall.engine.submit(&Actor::applicant("camille"), submission).unwrap();
    assert_eq!(town_hall.engine.run_due(&Budget::default()).unwrap().messages, 1);
    let mut files: Vec<_> =
        fs::read_dir(path.join("emails")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    let file = files.pop().unwrap();
    assert_eq!(file.extension().unwrap(), "eml");
    let output = Command::new("python3").args(["-c", READ]).arg(file).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_message_written_by_the_engine_opens_as_it_was_written() {
    let subject = "Reçu : élagage n° {{ request.reference }} — « {{ answers.objet }} », ça avance à l'œil nu et très longuement";
    let body =
        "Bonjour,\n\nVotre demande « {{ answers.objet }} » est reçue. Coût : 12 €.\n.\nFrom ici\n\nÀ bientôt";
    let message = opened(subject, body, "Un chêne ✓");
    assert_eq!(
        message["subject"],
        "Reçu : élagage n° 2026-000001 — « Un chêne ✓ », ça avance à l'œil nu et très longuement"
    );
    assert_eq!((message["to"].as_str(), message["defects"].as_i64()), (Some("camille@exemple.fr"), Some(0)));
    let body = message["body"].as_str().unwrap().replace("\r\n", "\n");
    assert_eq!(
        body.trim_end(),
        "Bonjour,\n\nVotre demande « Un chêne ✓ » est reçue. Coût : 12 €.\n.\nFrom ici\n\nÀ bientôt"
    );
    assert!(message["id"].as_str().unwrap().starts_with('<'));
    assert!(message["from"].as_str().is_some_and(|from| !from.is_empty()));
}

#[test]
fn what_an_applicant_typed_adds_no_header_and_no_recipient() {
    let typed = "x\r\nBcc: autre@exemple.fr\r\n\r\n<html>";
    let message = opened("Reçu {{ answers.objet }}", "Bonjour", "Un tilleul");
    let usual = message["headers"].clone();
    // A field of one line refuses line breaks; a body takes what it is given, as text.
    let town_hall = TownHall::open();
    let mut submission = town::submission();
    submission.answers = values(json!({"objet": typed}));
    assert!(town_hall.engine.submit(&Actor::applicant("camille"), submission).is_err());
    let message =
        opened("Reçu {{ answers.objet }}", "Bonjour {{ answers.objet }}", "<b>Bcc: autre@exemple.fr</b>");
    assert_eq!(message["headers"], usual);
    assert!(message["body"].as_str().unwrap().contains("<b>Bcc: autre@exemple.fr</b>"));
}
