//! E-mails: composed as MIME messages, written as files.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use lettre::message::header::{
    ContentTransferEncoding, ContentType, HeaderName, HeaderValue, MIME_VERSION_1_0,
};
use lettre::message::{Body, Mailbox};
use lettre::{Address, Message as Mime};

use super::directory::write_whole;
use super::text::{one_line, plain_lines};
use super::{Failure, Outage, Transport, Unsendable};
use crate::request::{Message, MessageId, Sender};

/// Writes each e-mail as `<id>.eml` in a directory: a MIME message (RFC 5322) that any mail program
/// opens and any relay sends.
///
/// Written twice, an e-mail replaces itself, byte for byte: its `Date` is the instant at which its
/// identifier (UUIDv7) was made, its `Message-ID` is its identifier.
#[derive(Clone, Debug)]
pub struct MailDirectory {
    directory: PathBuf,
}

impl MailDirectory {
    /// E-mails go to `directory`, which is created when the first one is written.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into() }
    }
}

impl Transport for MailDirectory {
    fn send(&self, id: MessageId, message: &Message) -> Result<(), Failure> {
        let mime = compose(id, message)?;
        write_whole(&self.directory, &format!("{id}.eml"), &mime.formatted())
            .map_err(|_| Failure::unavailable(Outage::Disk))
    }
}

/// The e-mail, as any transport sends it.
pub(super) fn compose(id: MessageId, message: &Message) -> Result<Mime, Failure> {
    let sender = sender(&message.from)?;
    let mut builder = Mime::builder()
        .message_id(Some(format!("<{id}@{}>", sender.email.domain())))
        .date(written_at(id))
        .from(sender)
        .subject(subject(&message.subject))
        // No out-of-office reply is wanted (RFC 3834).
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ))
        .header(MIME_VERSION_1_0)
        .header(ContentType::TEXT_PLAIN);
    if message.to.is_empty() {
        return Err(Failure::Unsendable(Unsendable::Recipient));
    }
    for recipient in &message.to {
        let address = address(recipient).ok_or(Failure::Unsendable(Unsendable::Recipient))?;
        builder = builder.to(Mailbox::new(None, address));
    }
    let unsendable = Failure::Unsendable(Unsendable::Content);
    let text = plain_lines(&message.body);
    // Quoted-printable passes every relay, whatever the length of lines.
    let body =
        Body::new_with_encoding(text, ContentTransferEncoding::QuotedPrintable).map_err(|_| unsendable)?;
    builder.body(body).map_err(|_| unsendable)
}

fn sender(from: &Sender) -> Result<Mailbox, Failure> {
    let address = address(&from.email).ok_or(Failure::Unsendable(Unsendable::Sender))?;
    let name = one_line(&from.name);
    Ok(Mailbox::new((!name.is_empty()).then_some(name), address))
}

/// The address, if it is one that every relay takes: printable ASCII, without quoted parts or an
/// IP address for a domain. An accented domain is written in its ASCII form.
fn address(text: &str) -> Option<Address> {
    let (user, domain) = text.trim().rsplit_once('@')?;
    let url::Host::Domain(domain) = url::Host::parse(domain).ok()? else { return None };
    let plain = |character: char| character.is_ascii_graphic() && !matches!(character, '"' | '\\' | '@');
    if !user.chars().all(plain) {
        return None;
    }
    Address::new(user, domain).ok()
}

/// The subject on one line. A subject that looks like an encoded word (RFC 2047) would be decoded by
/// the reader into something else: an invisible character takes the look away.
fn subject(text: &str) -> String {
    one_line(text).replace("=?", "=\u{2060}?")
}

/// When the message was written, as its identifier tells; now, for one that does not.
fn written_at(id: MessageId) -> SystemTime {
    /// The last second of the year 9999, beyond which dates cannot be written.
    const LAST_SECOND: u64 = 253_402_300_799;
    match id.0.get_timestamp() {
        Some(timestamp) => {
            let (seconds, _) = timestamp.to_unix();
            SystemTime::UNIX_EPOCH + Duration::from_secs(seconds.min(LAST_SECOND))
        }
        None => SystemTime::now(),
    }
}
