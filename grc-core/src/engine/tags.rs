//! Tags: what agents sort requests by. Applicants do not see them.

use serde_json::json;

use super::{Acted, Engine, Input};
use crate::definition::{Bilingual, Id};
use crate::error::{Error, ErrorCode, Result};
use crate::request::{Actor, RequestId};
use crate::workflow::{Command, normalised_tag};

impl Engine {
    /// Puts tags on a request, closed ones too. A tag is an identifier; another text gives the identifier made of its
    /// words (`Très urgent`: `tres-urgent`).
    ///
    /// # Errors
    /// `not_found`, `forbidden` unless the actor processes the request, `stale_revision`, `idempotency_mismatch`,
    /// `invalid_input` for a text that gives no tag, or for too many.
    pub fn tag(&self, actor: &Actor, request: RequestId, tags: &[String], input: Input) -> Result<Acted> {
        let command = || Command::Tag(tags.to_vec());
        self.command(actor, request, "tag", &input, json!({"tags": tags}), command)
    }

    /// Takes tags off a request. Those that it does not have change nothing.
    ///
    /// # Errors
    /// As [`Engine::tag`].
    pub fn untag(&self, actor: &Actor, request: RequestId, tags: &[String], input: Input) -> Result<Acted> {
        let command = || Command::Untag(tags.to_vec());
        self.command(actor, request, "untag", &input, json!({"tags": tags}), command)
    }
}

/// The tag by which someone searches.
pub(super) fn searched_tag(text: &str) -> Result<Id> {
    normalised_tag(text).ok_or_else(|| {
        let message = Bilingual::new("ce n'est pas une étiquette", "this is not a tag");
        Error::new(ErrorCode::InvalidInput, message).at("/tag")
    })
}
