//! Who calls: read apart from what they ask, the same way for every operation.

use std::fmt;
use std::io::{Read, Write};
use std::path::Path;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::definition::{Audience, GivenLists, Language, Origin};
use crate::engine::Engine;
use crate::request::{Actor, Applicant, Values};
use crate::routing::Visitor;

/// What an operation knows beside its own request.
pub(super) struct Context<'a, C> {
    /// Where it is performed.
    pub(super) engine: &'a Engine,
    /// Who calls.
    pub(super) caller: C,
    /// The language asked, if one is.
    pub(super) language: Option<Language>,
    /// What is too large to stand in a request.
    pub(super) beside: Beside<'a>,
}

impl<C> Context<'_, C> {
    /// The language of texts that have no better choice than French.
    pub(super) fn language(&self) -> Language {
        self.language.unwrap_or_default()
    }
}

/// What comes beside a request, or leaves beside its result: it is too large to stand in JSON.
#[derive(Default)]
pub enum Beside<'a> {
    /// Nothing.
    #[default]
    Nothing,
    /// The content of the file that `attach` receives, read once to its end.
    Content(&'a mut dyn Read),
    /// The directory of the catalogue that `publish` or `check` reads.
    Directory(&'a Path),
    /// Where `read_file` writes the bytes.
    Output(&'a mut dyn Write),
}

impl Beside<'_> {
    /// What it is, in a word that no personal data is in.
    fn kind(&self) -> &'static str {
        match self {
            Self::Nothing => "Nothing",
            Self::Content(_) => "Content",
            Self::Directory(_) => "Directory",
            Self::Output(_) => "Output",
        }
    }
}

impl fmt::Debug for Beside<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.kind())
    }
}

/// What an operation must be told of who calls.
pub(super) trait Caller: DeserializeOwned + JsonSchema {
    /// The request's member that tells it, and what that member is; none when nothing is told.
    const MEMBER: Option<(&'static str, &'static str)>;
}

/// Operations that anyone who holds the engine may ask.
impl Caller for () {
    const MEMBER: Option<(&'static str, &'static str)> = None;
}

impl Caller for Actor {
    const MEMBER: Option<(&'static str, &'static str)> = Some(("actor", "Who acts."));
}

/// Who asks what they are offered.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Visitor")]
pub(super) struct Asker {
    /// Who asks. Anyone but an applicant may be shown what is for agents.
    actor: Actor,
    /// For whom: the applicant's audience, even when an agent asks.
    #[serde(default = "citizen")]
    audience: Audience,
    /// How they came.
    #[serde(default)]
    origin: Origin,
    /// Answers to the procedure's questions.
    #[serde(default)]
    answers: Values,
    /// What is known of the person for whom it is asked: forms may read and propose it.
    applicant: Option<Applicant>,
    /// What the host knows of them that forms may propose, by names that definitions agree on with the host.
    #[serde(default)]
    prefill: Values,
    /// What the address of the page says: its query parameters.
    #[serde(default)]
    query: Values,
    /// The lists that the form expects from the host (`host:…`), by name.
    #[serde(default)]
    lists: GivenLists,
}

fn citizen() -> Audience {
    Audience::Citizen
}

impl Caller for Asker {
    const MEMBER: Option<(&'static str, &'static str)> = Some(("visitor", "Who asks what they are offered."));
}

impl Context<'_, Asker> {
    /// The visitor, as the engine knows them.
    pub(super) fn visitor(&self) -> Visitor {
        let Asker { actor, audience, origin, answers, applicant, prefill, query, lists } =
            self.caller.clone();
        Visitor {
            actor,
            audience,
            origin,
            language: self.language,
            answers,
            applicant,
            prefill,
            query,
            lists,
        }
    }
}
