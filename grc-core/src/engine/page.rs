//! Pages of lists, and the opaque tokens that lead from one to the next.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::definition::Bilingual;
use crate::error::{Error, ErrorCode, Result};
use crate::store::Page;

const VERSION: u8 = 1;
const MOST_ROWS: usize = 500;
const ROWS: usize = 50;

/// Which part of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PageRequest {
    /// Most rows, up to 500; 50, if absent.
    pub limit: Option<usize>,
    /// The `next` of the page before; the first page, if absent.
    pub after: Option<String>,
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PageOf<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// What leads to the next page, if there is one.
    pub next: Option<String>,
}

/// One more row than the page shows tells whether there is a next one.
pub(super) fn page(request: &PageRequest, filter: &impl std::fmt::Debug) -> Result<(Page, [u8; 8])> {
    let limit = request.limit.unwrap_or(ROWS).clamp(1, MOST_ROWS);
    let hash = hash_of(filter);
    let after = request.after.as_deref().map(|token| read(token, hash).ok_or_else(bad_token)).transpose()?;
    Ok((Page { limit: limit.saturating_add(1), after }, hash))
}

/// Cuts what was read to what the page shows. `key` gives the sort keys of a row.
pub(super) fn cut<T>(
    mut rows: Vec<T>,
    page: &Page,
    hash: [u8; 8],
    key: impl Fn(&T) -> (i64, Uuid),
) -> PageOf<T> {
    let shown = page.limit.saturating_sub(1);
    let more = rows.len() > shown;
    rows.truncate(shown);
    let next = rows.last().filter(|_| more).map(|row| write(key(row), hash));
    PageOf { rows, next }
}

/// The token: version, sort keys, hash of the filter.
fn write((key, id): (i64, Uuid), hash: [u8; 8]) -> String {
    let mut bytes = vec![VERSION];
    bytes.extend(key.to_be_bytes());
    bytes.extend(id.as_bytes());
    bytes.extend(hash);
    URL_SAFE_NO_PAD.encode(bytes)
}

fn read(token: &str, hash: [u8; 8]) -> Option<(i64, Uuid)> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (version, rest) = bytes.split_first()?;
    let (key, rest) = rest.split_first_chunk::<8>()?;
    let (id, rest) = rest.split_first_chunk::<16>()?;
    (*version == VERSION && rest == hash).then(|| (i64::from_be_bytes(*key), Uuid::from_bytes(*id)))
}

fn hash_of(filter: &impl std::fmt::Debug) -> [u8; 8] {
    let digest: [u8; 32] = Sha256::digest(format!("{filter:?}")).into();
    digest.first_chunk().copied().unwrap_or_default()
}

fn bad_token() -> Error {
    let message =
        Bilingual::new("ce jeton de page n'est pas de cette liste", "this page token is not of this list");
    Error::new(ErrorCode::InvalidInput, message).at("/page/after")
}
