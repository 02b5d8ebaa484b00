//! E-mails as MIME messages.

use std::time::{Duration, SystemTime};

use lettre::message::header::{
    ContentDisposition, ContentTransferEncoding, ContentType, HeaderName, HeaderValue, MIME_VERSION_1_0,
};
use lettre::message::{Body, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message as Mime};

use super::text::{one_line, plain_lines};
use super::transport::EnclosedFile;
use super::{Failure, Unsendable};
use crate::request::{Message, MessageId};

const UNSENDABLE: Failure = Failure::Unsendable(Unsendable::Content);

/// The e-mail, as any transport sends it: from `sender` if there is one, and answered to whoever writes.
///
/// INVARIANT (one e-mail): made twice of the same, it is the same, byte for byte.
pub(super) fn compose(
    id: MessageId,
    message: &Message,
    sender: Option<&Address>,
    files: &[EnclosedFile],
) -> Result<Mime, Failure> {
    let writer = address(&message.from.email).ok_or(Failure::Unsendable(Unsendable::Sender))?;
    let name = Some(one_line(&message.from.name)).filter(|name| !name.is_empty());
    let mut builder = Mime::builder()
        .message_id(Some(format!("<{id}@{}>", writer.domain())))
        .date(written_at(id))
        .from(Mailbox::new(name, sender.unwrap_or(&writer).clone()))
        .reply_to(Mailbox::new(None, writer))
        .subject(subject(&message.subject))
        // No out-of-office reply is wanted (RFC 3834).
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ))
        .header(MIME_VERSION_1_0);
    if message.to.is_empty() {
        return Err(Failure::Unsendable(Unsendable::Recipient));
    }
    for recipient in &message.to {
        let address = address(recipient).ok_or(Failure::Unsendable(Unsendable::Recipient))?;
        builder = builder.to(Mailbox::new(None, address));
    }
    let text = quoted(&message.body)?;
    let built = match (&message.html, files) {
        (None, []) => builder.header(ContentType::TEXT_PLAIN).body(text),
        (None, files) => {
            let text = part(ContentType::TEXT_PLAIN, text);
            builder
                .multipart(enclosing(MultiPart::mixed().boundary(boundary(id, 0)).singlepart(text), files)?)
        }
        (Some(html), []) => builder.multipart(alternatives(id, text, html)?),
        (Some(html), files) => {
            let alternatives = alternatives(id, text, html)?;
            let whole = MultiPart::mixed().boundary(boundary(id, 0)).multipart(alternatives);
            builder.multipart(enclosing(whole, files)?)
        }
    };
    built.map_err(|_| UNSENDABLE)
}

/// Quoted-printable passes every relay, whatever the length of lines, and keeps every space as it is.
fn quoted(text: &str) -> Result<Body, Failure> {
    Body::new_with_encoding(plain_lines(text), ContentTransferEncoding::QuotedPrintable)
        .map_err(|_| UNSENDABLE)
}

/// Text first, what is preferred last (RFC 2046).
fn alternatives(id: MessageId, text: Body, html: &str) -> Result<MultiPart, Failure> {
    let whole = MultiPart::alternative().boundary(boundary(id, 1));
    Ok(whole
        .singlepart(part(ContentType::TEXT_PLAIN, text))
        .singlepart(part(ContentType::TEXT_HTML, quoted(html)?)))
}

fn part(content_type: ContentType, body: Body) -> SinglePart {
    SinglePart::builder().header(content_type).body(body)
}

fn enclosing(mut whole: MultiPart, files: &[EnclosedFile]) -> Result<MultiPart, Failure> {
    for file in files {
        let body = Body::new_with_encoding(file.content.clone(), ContentTransferEncoding::Base64)
            .map_err(|_| UNSENDABLE)?;
        let name = one_line(&file.name).replace(['"', '\\'], "_");
        let part = SinglePart::builder()
            .header(ContentDisposition::attachment(&name))
            .header(content_type(&file.media_type))
            .body(body);
        whole = whole.singlepart(part);
    }
    Ok(whole)
}

/// The type of a file; bytes, for one that is none, and for those that may not be encoded (RFC 2046).
fn content_type(media_type: &str) -> ContentType {
    let encodable = !media_type.starts_with("message/") && !media_type.starts_with("multipart/");
    let known = encodable.then(|| ContentType::parse(media_type).ok()).flatten();
    known.unwrap_or_else(|| ContentType::parse("application/octet-stream").unwrap_or(ContentType::TEXT_PLAIN))
}

/// What stands between parts, always the same. In no part can it be found: none of the encodings writes `=_`.
fn boundary(id: MessageId, rank: usize) -> String {
    format!("=_{rank}_{}", id.0.simple())
}

/// The address, if it is one that every relay takes: printable ASCII, without quoted parts or an
/// IP address for a domain. An accented domain is written in its ASCII form.
pub(super) fn address(text: &str) -> Option<Address> {
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
