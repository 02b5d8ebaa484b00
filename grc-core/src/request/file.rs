//! Files that people attach: what is known of one, and what a request keeps of those that it was given.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::history::{Hash, hexadecimal};
use super::{Actor, FileId, Instant, RequestId};
use crate::definition::Reader;

/// The SHA-256 of a content, written in lower-case hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Sha256(pub Hash);

impl fmt::Display for Sha256 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hexadecimal(&self.0))
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl Serialize for Sha256 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Sha256 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        read_hexadecimal(&text).map(Self).ok_or_else(|| serde::de::Error::custom("not a SHA-256"))
    }
}

fn read_hexadecimal(text: &str) -> Option<Hash> {
    let mut hash = Hash::default();
    let pairs = text.as_bytes().chunks_exact(2);
    if text.len() != 64 || text.bytes().any(|byte| !matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    for (byte, pair) in hash.iter_mut().zip(pairs) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(hash)
}

impl JsonSchema for Sha256 {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Sha256".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "pattern": "^[0-9a-f]{64}$"})
    }
}

/// What the host's scanner says of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The host had no scanner when the file came.
    Unscanned,
    /// The scanner has not said yet: the file cannot be filed.
    Pending,
    /// Nothing was found.
    Clean,
    /// Something was found: the file can be neither filed nor read.
    Infected,
}

impl Verdict {
    /// The name used in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unscanned => "unscanned",
            Self::Pending => "pending",
            Self::Clean => "clean",
            Self::Infected => "infected",
        }
    }
}

/// A file that someone attached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Identifier: the answer to a field that asks for a file.
    pub id: FileId,
    /// Its name, safe to show and to save under.
    pub name: String,
    /// Its type, found in its content: see [`attachment`](crate::attachment).
    pub media_type: String,
    /// Its size, in bytes.
    pub size: u64,
    /// The SHA-256 of its content.
    pub sha256: Sha256,
    /// What the scanner says of it.
    pub verdict: Verdict,
    /// Who attached it.
    pub attached_by: Actor,
    /// When.
    pub attached_at: Instant,
}

/// A file and what it has become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachedFile {
    /// The file.
    pub file: File,
    /// The request that it was given with, once it was.
    pub request: Option<RequestId>,
    /// When it goes; never, once it is a request's.
    pub expires_at: Option<Instant>,
}

/// A file that was given with a request: what the history vouches for. Its keys are in alphabetical order, as events are
/// written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenFile {
    /// Identifier.
    pub id: FileId,
    /// Its type.
    pub media_type: String,
    /// Its name.
    pub name: String,
    /// Who may read it, as the field says that it answered.
    pub readers: BTreeSet<Reader>,
    /// The SHA-256 of its content.
    pub sha256: Sha256,
    /// Its size, in bytes.
    pub size: u64,
}

impl GivenFile {
    /// Whether a file is still the one that was given: a content or a name that was changed since is another.
    pub fn is(&self, file: &File) -> bool {
        let Self { id, name, media_type, size, sha256, .. } = self;
        (id, name, media_type, size, sha256)
            == (&file.id, &file.name, &file.media_type, &file.size, &file.sha256)
    }
}
