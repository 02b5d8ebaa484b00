#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod authentication;
mod body_signatures;
mod breaker;
mod calls;
mod failures;
mod guard;
#[cfg(feature = "http")]
mod http;
mod letters;
#[cfg(feature = "mail")]
mod mails;
#[cfg(feature = "mail")]
mod mimes;
mod secrets;
#[cfg(feature = "http")]
mod server;
#[cfg(feature = "http")]
mod standard_webhooks;
mod tokens;
mod webhooks;

use uuid::Uuid;

use crate::definition::{Channel, CommunicationKind};
use crate::request::{Instant, Message, MessageId, Sender};

/// An identifier made at 2026-03-02T08:00:00.000Z.
fn id() -> MessageId {
    let made: u64 = Instant::parse("2026-03-02T08:00:00Z").unwrap().milliseconds().try_into().unwrap();
    let mut bytes = [0x42; 16];
    bytes[..6].copy_from_slice(&made.to_be_bytes()[2..]);
    bytes[6] = 0x70;
    bytes[8] = 0x80;
    MessageId(Uuid::from_bytes(bytes))
}

fn now() -> Instant {
    Instant::parse("2026-03-02T09:30:00Z").unwrap()
}

fn message(subject: &str, body: &str) -> Message {
    Message {
        communication: CommunicationKind::Acknowledgement,
        channel: Channel::Email,
        to: vec!["helene.lefevre@exemple.fr".to_owned()],
        from: Sender { name: "Mairie d'Évry-lès-Prés".to_owned(), email: "mairie@exemple.fr".to_owned() },
        subject: subject.to_owned(),
        body: body.to_owned(),
        html: None,
        attachments: Vec::new(),
        gives_code: false,
    }
}

/// Runs Python with `script`, gives it `arguments`, and reads the JSON that it prints.
fn python(script: &str, arguments: &[&std::ffi::OsStr]) -> serde_json::Value {
    let output =
        std::process::Command::new("python3").arg("-c").arg(script).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}
