//! The chain that makes a history evidence.
//!
//! `digest = SHA-256(salt ‖ content)` and `link = SHA-256(previous ‖ request ‖ sequence ‖ type ‖
//! version ‖ instant ‖ digest)`, each part preceded by its length as 8 bytes, big-endian. Numbers
//! are 8 bytes, big-endian; the request is the 16 bytes of its UUID; the first previous link is 32
//! zero bytes. Content is hashed as stored. Erasing content and salt leaves digests and links, hence
//! the chain, verifiable.

use sha2::{Digest, Sha256};

use super::{Instant, RequestId};

/// A SHA-256 digest.
pub type Hash = [u8; 32];

/// The link before the first.
pub const FIRST_LINK: Hash = [0; 32];

/// One link of a chain, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainedEvent {
    /// Rank in the history, from 1.
    pub sequence: u64,
    /// Name of the event.
    pub type_name: String,
    /// Version of its form.
    pub version: u32,
    /// When it happened.
    pub at: Instant,
    /// Its text and its salt; gone once erased.
    pub content: Option<Content>,
    /// Digest of the content.
    pub digest: Hash,
    /// The link.
    pub link: Hash,
}

/// What an event says, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// Random bytes that keep the digest from being guessed.
    pub salt: [u8; 16],
    /// The text.
    pub text: String,
}

/// What is wrong with a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// An event is missing, or stands out of order, before this rank.
    Sequence(u64),
    /// The content at this rank is not the one that was recorded.
    Content(u64),
    /// The event at this rank, or the one before it, is not the one that was recorded.
    Link(u64),
    /// The history ends before the rank that the head kept elsewhere tells.
    Tail(u64),
    /// The history at this rank is not the one that the head kept elsewhere tells.
    Head(u64),
}

/// The last link of a chain: kept by the host, it shows a removed tail or a rewritten chain.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The request.
    pub request: RequestId,
    /// Rank of its last event.
    pub sequence: u64,
    /// The last link, in hexadecimal.
    pub link: String,
}

/// The digest of a content.
pub fn digest(content: &Content) -> Hash {
    hash(&[&content.salt, content.text.as_bytes()])
}

/// The link of an event after `previous`.
pub fn link(previous: &Hash, request: RequestId, event: &ChainedEvent) -> Hash {
    hash(&[
        previous,
        request.0.as_bytes(),
        &event.sequence.to_be_bytes(),
        event.type_name.as_bytes(),
        &u64::from(event.version).to_be_bytes(),
        &event.at.milliseconds().to_be_bytes(),
        &event.digest,
    ])
}

fn hash(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// Chains a new event after `previous`.
pub fn chain(previous: &Hash, request: RequestId, event: NewLink<'_>, salt: [u8; 16]) -> ChainedEvent {
    let content = Content { salt, text: event.text };
    let mut chained = ChainedEvent {
        sequence: event.sequence,
        type_name: event.type_name.to_owned(),
        version: event.version,
        at: event.at,
        digest: digest(&content),
        content: Some(content),
        link: FIRST_LINK,
    };
    chained.link = link(previous, request, &chained);
    chained
}

/// What a new link is made of.
#[derive(Clone, Debug)]
pub struct NewLink<'a> {
    /// Rank in the history.
    pub sequence: u64,
    /// Name of the event.
    pub type_name: &'a str,
    /// Version of its form.
    pub version: u32,
    /// When it happened.
    pub at: Instant,
    /// Its text.
    pub text: String,
}

/// The first thing wrong with a chain, if anything is.
///
/// Without a head kept elsewhere, a removed tail and a chain rewritten from some event to its end
/// cannot be seen: nothing in the chain itself tells them from the truth.
pub fn verify(request: RequestId, events: &[ChainedEvent], head: Option<&Head>) -> Option<Break> {
    let mut previous = FIRST_LINK;
    for (event, rank) in events.iter().zip(1_u64..) {
        if event.sequence != rank {
            return Some(Break::Sequence(rank));
        }
        if event.content.as_ref().is_some_and(|content| digest(content) != event.digest) {
            return Some(Break::Content(rank));
        }
        if link(&previous, request, event) != event.link {
            return Some(Break::Link(rank));
        }
        previous = event.link;
    }
    let head = head?;
    match events.iter().find(|event| event.sequence == head.sequence) {
        None => Some(Break::Tail(head.sequence)),
        Some(event) if hexadecimal(&event.link) != head.link => Some(Break::Head(head.sequence)),
        Some(_) => None,
    }
}

/// The lower-case hexadecimal form of some bytes.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The hash of that hexadecimal form.
pub fn from_hexadecimal(text: &str) -> Option<Hash> {
    let mut hash = Hash::default();
    let digits: Vec<u32> = text.chars().map(|digit| digit.to_digit(16)).collect::<Option<_>>()?;
    if digits.len() != hash.len().saturating_mul(2) {
        return None;
    }
    for (byte, pair) in hash.iter_mut().zip(digits.chunks_exact(2)) {
        let number =
            pair.iter().fold(0, |number: u32, digit| number.saturating_mul(16).saturating_add(*digit));
        *byte = u8::try_from(number).ok()?;
    }
    Some(hash)
}
