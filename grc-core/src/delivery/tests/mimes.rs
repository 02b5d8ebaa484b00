use proptest::prelude::*;
use serde_json::json;

use super::super::mime::compose;
use super::super::{EnclosedFile, Failure};
use super::{id, message, python};
use crate::request::{Message, Sender};

fn file(name: &str, media_type: &str, content: &[u8]) -> EnclosedFile {
    EnclosedFile { name: name.to_owned(), media_type: media_type.to_owned(), content: content.to_vec() }
}

fn written(message: &Message, files: &[EnclosedFile]) -> Result<Vec<u8>, Failure> {
    compose(id(), message, None, files).map(|mime| mime.formatted())
}

/// French as it is typeset: spaces that do not break, and narrow ones.
const FRENCH: &str = "Bonjour,\n\n«\u{a0}Votre demande\u{a0}» est reçue\u{202f}; pourquoi\u{202f}? Coût\u{a0}: 1\u{202f}250\u{a0}€\u{202f}!\n";

#[test]
fn python_reads_both_bodies_and_each_file_as_they_were() {
    let script = r#"
import email, email.policy, json, sys
mail = email.message_from_bytes(open(sys.argv[1], "rb").read(), policy=email.policy.default)
bodies = {kind: mail.get_body((kind,)).get_content().replace("\r\n", "\n") for kind in ("plain", "html")}
files = [[part.get_filename(), part.get_content_type(), part.get_payload(decode=True).hex()]
    for part in mail.iter_attachments()]
defects = [str(d) for part in mail.walk() for d in part.defects]
print(json.dumps({"subject": mail["Subject"], "bodies": bodies, "files": files, "defects": defects}))"#;
    let html = format!("<p>{}</p>\n", FRENCH.trim_end());
    let subject = "Reçu\u{202f}: «\u{a0}élagage\u{a0}» n°\u{a0}1, et un objet assez long pour être coupé en plusieurs lignes\u{202f}!";
    let mail = Message { html: Some(html.clone()), ..message(subject, FRENCH) };
    let long = "été ".repeat(60) + "plan.pdf";
    let all: Vec<u8> = (0..=255).collect();
    let files = [
        file("arrêté «\u{a0}n°\u{a0}1\u{a0}».pdf", "application/pdf", &all),
        file(&long, "image/png", b""),
        file(
            "a\"; filename=\"b.exe\r\nBcc: x@exemple.org",
            "text/plain\r\nBcc: x@exemple.org",
            b"x\r\n--=_0",
        ),
        file("courriel.eml", "message/rfc822", b"Subject: x\r\n\r\ny"),
    ];
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("mail.eml");
    std::fs::write(&path, written(&mail, &files).unwrap()).unwrap();
    let read = python(script, &[path.as_os_str()]);
    assert_eq!(read["defects"], json!([]));
    assert_eq!(read["subject"], subject);
    assert_eq!(read["bodies"]["plain"], FRENCH);
    assert_eq!(read["bodies"]["html"], html);
    let hexadecimal = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert_eq!(read["files"][0], json!([files[0].name, "application/pdf", hexadecimal(&all)]));
    assert_eq!(read["files"][1], json!([long, "image/png", ""]));
    assert_eq!(read["files"][2][1], "application/octet-stream");
    assert_eq!(read["files"][2][2], hexadecimal(b"x\r\n--=_0"));
    assert_eq!(read["files"][3][1], "application/octet-stream");
    assert_eq!(read["files"].as_array().unwrap().len(), 4);
}

/// The names of the headers, in order, lines unfolded.
fn headers(mail: &[u8]) -> Vec<String> {
    let text = String::from_utf8(mail.to_vec()).unwrap();
    let (head, _) = text.split_once("\r\n\r\n").unwrap();
    let lines = head.split("\r\n").filter(|line| !line.starts_with([' ', '\t']));
    lines.map(|line| line.split_once(':').map_or(line, |(name, _)| name).to_owned()).collect()
}

/// What someone could write to break out of where it goes.
fn anything() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("\r\n".to_owned()),
        Just("\n".to_owned()),
        Just("\r".to_owned()),
        Just("Bcc: x@exemple.org".to_owned()),
        Just("\"".to_owned()),
        Just("<x@exemple.org>".to_owned()),
        Just("=?utf-8?q?=0D=0A?=".to_owned()),
        Just(",".to_owned()),
        Just("mairie@exemple.fr".to_owned()),
        Just("\r\n\r\n.\r\n".to_owned()),
        Just("--=_0_".to_owned()),
        any::<char>().prop_map(String::from),
        "[a-zé ]{0,90}",
    ];
    proptest::collection::vec(pieces, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_is_written_gives_one_well_formed_email_without_another_header_or_none(
        subject in anything(), name in anything(), to in anything(), from in anything(), body in anything(),
        file_name in anything(), media_type in anything(), with_html in any::<bool>(), with_file in any::<bool>(),
    ) {
        let usual = message("Sujet", "Corps");
        let files = if with_file { vec![file(&file_name, &media_type, body.as_bytes())] } else { Vec::new() };
        let html = with_html.then(|| body.clone());
        let whole = Message { html: html.clone(), ..usual.clone() };
        let expected = headers(&written(&whole, &files).unwrap());
        let sender = |email: String| Sender { name: name.clone(), email };
        let usual_from = usual.from.email.clone();
        // Texts may be anything, and are written; addresses may not, and are not.
        let texts = Message { subject, from: sender(usual_from), body: body.clone(), html, ..usual.clone() };
        let mails = [
            Some(written(&texts, &files).unwrap()),
            written(&Message { to: vec![to], ..texts.clone() }, &files).ok(),
            written(&Message { from: sender(from), ..texts.clone() }, &files).ok(),
        ];
        for mail in mails.into_iter().flatten() {
            prop_assert_eq!(&headers(&mail), &expected);
            prop_assert!(mail.is_ascii());
            let lines: Vec<&[u8]> = mail.split(|byte| *byte == b'\n').collect();
            prop_assert!(lines.iter().all(|line| line.len() <= 999), "a line is too long");
            prop_assert!(lines[..lines.len() - 1].iter().all(|line| line.ends_with(b"\r")), "a line feed is bare");
            let bare = mail.iter().filter(|byte| **byte == b'\r').count();
            prop_assert_eq!(bare, lines.len() - 1, "a carriage return is bare");
        }
    }
}
