//! A line: a request as its former system tells it.

use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::check::{Format, refusal};
use crate::definition::{GivenLists, Id, Name, Origin, schema_settings};
use crate::engine::ReceivedAt;
use crate::error::Result;
use crate::json::{Limits, parse};
use crate::request::{Applicant, FileId, ProfileId, Values};

/// A request of a former system, in the words of the procedure that it belongs to from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormerRequest {
    /// What people called it there: it is taken over once under this name.
    pub reference: String,
    /// The procedure.
    pub procedure: Id,
    /// The scenario; the only one that takes requests, if absent.
    #[serde(default)]
    pub scenario: Option<Id>,
    /// Its status in the circuit. It tells how the request ended, if it did.
    pub status: Name,
    /// When it was entered.
    pub submitted_at: ReceivedAt,
    /// When the town hall got it; when it was entered, if absent.
    #[serde(default)]
    pub received_at: Option<ReceivedAt>,
    /// When it entered its status: of a closed one, when it was closed. When it was entered, for the first status of the circuit;
    /// there must be one for any other.
    #[serde(default)]
    pub entered_at: Option<ReceivedAt>,
    /// How it came.
    #[serde(default)]
    pub origin: Origin,
    /// For whom it was filed.
    pub applicant: Applicant,
    /// The host's identifier of the applicant, when they have an account.
    #[serde(default)]
    pub applicant_id: Option<String>,
    /// The applicant's record in the directory, when it is known.
    #[serde(default)]
    pub profile: Option<ProfileId>,
    /// The service in charge; the procedure's, if absent.
    #[serde(default)]
    pub service: Option<Id>,
    /// The agent in charge.
    #[serde(default)]
    pub agent: Option<String>,
    /// What agents sort it by.
    #[serde(default)]
    pub tags: Vec<String>,
    /// What was answered.
    #[serde(default)]
    pub answers: Values,
    /// The lists that the form expects from the host (`host:…`), by name.
    #[serde(default)]
    pub lists: GivenLists,
    /// What was filled in while processing.
    #[serde(default)]
    pub data: Values,
    /// Its identifier in the business application.
    #[serde(default)]
    pub external_id: Option<String>,
    /// Its files, beside those whose identifier answers a field.
    #[serde(default)]
    pub files: Vec<FormerFile>,
    /// What was written about it.
    #[serde(default)]
    pub comments: Vec<FormerNote>,
}

/// A file of a former request: one already attached (`id`), or its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormerFile {
    /// The question that it answers, as a JSON Pointer into the line: `/answers/plan`, `/data/rapport`; none, if absent.
    #[serde(default)]
    pub at: Option<String>,
    /// The file, when it was attached before.
    #[serde(default)]
    pub id: Option<FileId>,
    /// Its name, otherwise.
    #[serde(default)]
    pub name: Option<String>,
    /// Its content, in base64.
    #[serde(default)]
    pub content_base64: Option<String>,
    /// Whether the applicant may read a file that answers no question; `false`, if absent.
    #[serde(default)]
    pub visible: bool,
}

/// A comment of a former request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormerNote {
    /// Who wrote it, as they were called there.
    #[serde(default)]
    pub author: Option<String>,
    /// What they wrote.
    pub text: String,
    /// When.
    pub written_at: ReceivedAt,
    /// Whether the applicant may read it; `false`, if absent.
    #[serde(default)]
    pub visible: bool,
}

/// Reads a line.
///
/// # Errors
/// `invalid_json`; `invalid_input` with every fault of its shape.
pub(super) fn read(text: &[u8]) -> Result<FormerRequest> {
    // What serde says may quote a value: what it refuses is looked at again with the schema, on this rare path alone.
    match serde_json::from_value(parse(text, Limits::TAKEOVER)?) {
        Ok(request) => Ok(request),
        Err(_) => Err(refusal(&parse(text, Limits::TAKEOVER)?, format())),
    }
}

fn format() -> &'static Format {
    static FORMAT: OnceLock<Format> = OnceLock::new();
    FORMAT.get_or_init(|| {
        Format::of_commands(
            schema_settings().into_generator().into_root_schema_for::<FormerRequest>().to_value(),
        )
    })
}
