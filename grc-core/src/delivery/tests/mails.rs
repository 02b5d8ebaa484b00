use std::fs;

use serde_json::{Value, json};

use super::super::{Failure, MailDirectory, Transport, Unsendable};
use super::{id, message, python};
use crate::request::{Message, MessageId, Sender};

/// Writes the e-mail and opens it with Python's own `email`.
fn opened(message: &Message) -> Value {
    opened_all(std::slice::from_ref(message)).remove(0)
}

fn opened_all(messages: &[Message]) -> Vec<Value> {
    let script = r#"
import email, email.policy, json, sys

def opened(path):
    raw = open(path, "rb").read()
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    return {
        "headers": {name: mail.get_all(name) for name in mail.keys()},
        "subject": mail["Subject"],
        "from": [[a.display_name, a.addr_spec] for a in mail["From"].addresses],
        "to": [a.addr_spec for a in mail["To"].addresses],
        "type": mail.get_content_type(),
        "charset": mail.get_content_charset(),
        "date": mail["Date"].datetime.isoformat(),
        "body": mail.get_content().replace("\r\n", "\n"),
        "defects": [str(d) for d in mail.defects] + [str(d) for h in mail.values() for d in h.defects],
        "ascii": raw.isascii(),
        "longest": max(len(line) for line in raw.split(b"\r\n")),
        "bare": sum(raw.replace(b"\r\n", b"").count(c) for c in (b"\r", b"\n")),
    }

print(json.dumps([opened(path) for path in sys.argv[1:]]))"#;
    let directory = tempfile::tempdir().unwrap();
    let paths: Vec<_> = (0..messages.len()).map(|number| directory.path().join(number.to_string())).collect();
    for (message, path) in messages.iter().zip(&paths) {
        MailDirectory::new(path).send(id(), message).unwrap();
    }
    let files: Vec<_> = paths.iter().map(|path| path.join(format!("{}.eml", id()))).collect();
    let files: Vec<_> = files.iter().map(|path| path.as_os_str()).collect();
    python(script, &files).as_array().unwrap().clone()
}

const SUBJECT: &str =
    "Accusé de réception de votre demande n° 2026-000042 « Réservation de salles » — cœur de ville, été";
const BODY: &str = "Bonjour Hélène,\n\nVotre demande « œuvre » coûte 12,50 €. =3D\n.\nFrom ici\n  espaces  \n\nÀ bientôt 👋\n";

#[test]
fn an_email_is_opened_by_python_as_it_was_written() {
    let mail = opened(&message(SUBJECT, BODY));
    assert_eq!(mail["subject"], SUBJECT);
    assert_eq!(mail["body"], BODY);
    assert_eq!(mail["from"], json!([["Mairie d'Évry-lès-Prés", "mairie@exemple.fr"]]));
    assert_eq!(mail["to"], json!(["helene.lefevre@exemple.fr"]));
    assert_eq!(mail["type"], "text/plain");
    assert_eq!(mail["charset"], "utf-8");
    assert_eq!(mail["date"], "2026-03-02T08:00:00+00:00");
    assert_eq!(mail["defects"], json!([]));
    assert_eq!(mail["headers"]["Auto-Submitted"], json!(["auto-generated"]));
    assert_eq!(mail["headers"]["MIME-Version"], json!(["1.0"]));
    assert_eq!(mail["headers"]["Message-ID"], json!([format!("<{}@exemple.fr>", id())]));
    // What the oldest relay takes: ASCII, short lines, CRLF alone.
    assert_eq!(mail["ascii"], true);
    assert_eq!(mail["bare"], 0);
    assert!(mail["longest"].as_u64().unwrap() <= 78, "{}", mail["longest"]);
}

#[test]
fn long_subjects_and_lines_are_kept_whole() {
    let subject = "Très longue précision à propos de la demande, ".repeat(20);
    let body = format!("{}\n{}\n", "mot ".repeat(2_000), "é".repeat(3_000));
    let mail = opened(&message(&subject, &body));
    assert_eq!(mail["subject"], subject.trim());
    assert_eq!(mail["body"], body);
    assert!(mail["longest"].as_u64().unwrap() <= 998);
}

#[test]
fn nothing_written_in_a_subject_or_name_becomes_a_header() {
    let attempts = [
        "Bonjour\r\nBcc: espion@exemple.org",
        "Bonjour\nBcc: espion@exemple.org",
        "Bonjour\rBcc: espion@exemple.org",
        "Bonjour\r\n Bcc: espion@exemple.org",
        "Bonjour\r\n\r\nAutre corps",
        "Bonjour\u{85}Bcc: espion@exemple.org",
        "Bonjour\u{2028}Bcc: espion@exemple.org",
        "Bonjour\0\u{b}\u{c}Bcc: espion@exemple.org",
        "Été\r\nBcc: espion@exemple.org",
        "\r\nBcc: espion@exemple.org",
        "=?utf-8?b?Qm9uam91cg0KQmNjOiBlc3Bpb25AZXhlbXBsZS5vcmc=?=",
        "=?utf-8?q?Bonjour=0D=0ABcc:_espion?=",
        "\"Mairie\" <espion@exemple.org>, autre",
    ];
    let expected = opened(&message("Sujet", BODY));
    let names = |mail: &Value| mail["headers"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let mails = opened_all(&attempts.map(|attempt| {
        let from = Sender { name: attempt.to_owned(), email: "mairie@exemple.fr".to_owned() };
        Message { from, ..message(attempt, BODY) }
    }));
    for (attempt, mail) in attempts.into_iter().zip(&mails) {
        assert_eq!(names(mail), names(&expected), "{attempt:?}");
        assert_eq!(mail["body"], BODY, "{attempt:?}");
        assert_eq!(mail["from"].as_array().unwrap().len(), 1, "{attempt:?}");
        assert_eq!(mail["from"][0][1], "mairie@exemple.fr", "{attempt:?}");
        let subject = mail["subject"].as_str().unwrap();
        assert!(!subject.contains(['\r', '\n']), "{attempt:?} became {subject:?}");
        // Only white space, and what makes an encoded word, changes.
        let letters = |text: &str| text.replace(|c: char| !c.is_ascii_graphic() && !c.is_alphabetic(), "");
        assert_eq!(letters(subject), letters(attempt));
    }
}

#[test]
fn an_address_that_could_carry_something_else_is_refused() {
    let recipients = [
        "",
        "helene",
        "@exemple.fr",
        "helene@",
        "helene@exemple.fr\r\nBcc: espion@exemple.org",
        "helene@exemple.fr, espion@exemple.org",
        "helene@exemple.fr>, <espion@exemple.org",
        "Hélène <helene@exemple.fr>",
        "<helene@exemple.fr>",
        "\"a\r\nBcc: espion\"@exemple.fr",
        "\"helene\"@exemple.fr",
        "hélène@exemple.fr",
        "helene lefevre@exemple.fr",
        "helene@127.0.0.1",
        "helene@[127.0.0.1]",
        "helene@exemple.fr\0",
        "a@b@exemple.fr",
    ];
    let directory = tempfile::tempdir().unwrap();
    let transport = MailDirectory::new(directory.path());
    for recipient in recipients {
        let wrong = Message { to: vec![recipient.to_owned()], ..message("Sujet", BODY) };
        let sent = transport.send(id(), &wrong);
        assert_eq!(sent, Err(Failure::Unsendable(Unsendable::Recipient)), "{recipient:?}");
        let from = Sender { name: "Mairie".to_owned(), email: recipient.to_owned() };
        let sent = transport.send(id(), &Message { from, ..message("Sujet", BODY) });
        assert_eq!(sent, Err(Failure::Unsendable(Unsendable::Sender)), "{recipient:?}");
    }
    let nobody = Message { to: vec![], ..message("Sujet", BODY) };
    assert_eq!(transport.send(id(), &nobody), Err(Failure::Unsendable(Unsendable::Recipient)));
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
}

#[test]
fn several_recipients_and_accented_domains_are_reached() {
    let to = ["o'brien+mairie@exemple.fr", " accueil@mairie-évry.fr ", "Accueil@MAIRIE.exemple.fr"];
    let mail = opened(&Message { to: to.map(str::to_owned).to_vec(), ..message("Sujet", BODY) });
    assert_eq!(
        mail["to"],
        json!(["o'brien+mairie@exemple.fr", "accueil@xn--mairie-vry-h7a.fr", "Accueil@mairie.exemple.fr"])
    );
}

#[test]
fn an_email_sent_twice_is_the_same_file_byte_for_byte() {
    let directory = tempfile::tempdir().unwrap();
    let transport = MailDirectory::new(directory.path());
    let path = directory.path().join(format!("{}.eml", id()));
    transport.send(id(), &message(SUBJECT, BODY)).unwrap();
    let first = fs::read(&path).unwrap();
    transport.send(id(), &message(SUBJECT, BODY)).unwrap();
    assert_eq!(fs::read(&path).unwrap(), first);
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
}

#[test]
fn an_identifier_without_a_date_or_beyond_dates_still_makes_an_email() {
    let directory = tempfile::tempdir().unwrap();
    let mut far = [0xff; 16];
    far[6] = 0x7f;
    far[8] = 0xbf;
    for id in [MessageId(uuid::Uuid::nil()), MessageId(uuid::Uuid::from_bytes(far))] {
        MailDirectory::new(directory.path()).send(id, &message(SUBJECT, BODY)).unwrap();
        let written = fs::read_to_string(directory.path().join(format!("{id}.eml"))).unwrap();
        assert!(written.contains("\r\nDate: "), "{written}");
    }
}

#[test]
fn writers_of_one_email_do_not_disturb_each_other() {
    let directory = tempfile::tempdir().unwrap();
    let transport = MailDirectory::new(directory.path());
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| (0..20).for_each(|_| transport.send(id(), &message(SUBJECT, BODY)).unwrap()));
        }
    });
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
}
