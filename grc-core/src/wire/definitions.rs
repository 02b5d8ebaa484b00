//! Definitions: checked, published, withdrawn. And which engine this is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::caller::{Beside, Context};
use super::fault::{DefinitionFault, not_once};
use super::operation::Request;
use crate::check::Sources;
use crate::definition::{Id, Severity};
use crate::engine::PublishedVersion;
use crate::error::Result;
use crate::json::Limits;
use crate::request::Actor;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Version {}

#[derive(Serialize, JsonSchema)]
pub(super) struct EngineVersion {
    /// The library's version: `major.minor.patch`.
    version: &'static str,
}

impl Request for Version {
    const NAME: &'static str = "version";
    const SUMMARY: &'static str = "Tells the version of the library.";
    type Caller = ();
    type Response = EngineVersion;

    fn perform(self, _: Context<'_, ()>) -> Result<EngineVersion> {
        Ok(EngineVersion { version: env!("CARGO_PKG_VERSION") })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Publish {
    /// The catalogue: see `schema/catalogue.schema.json`. Texts stand in it, not in files beside. Left out when a
    /// directory that holds it comes beside the request.
    #[serde(default)]
    catalogue: Option<Json>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Published {
    /// Number of the publication; that of the last one, if nothing changed.
    publication: u64,
    /// Procedures that have a new version, in order of id.
    versions: Vec<PublishedVersion>,
    /// Procedures that were the same already, in order of id.
    unchanged: Vec<Id>,
    /// What someone should look at.
    warnings: Vec<DefinitionFault>,
}

impl Request for Publish {
    const NAME: &'static str = "publish";
    const SUMMARY: &'static str = "Publishes a set of definitions: all of it, or nothing.";
    const LIMITS: Limits = Limits::DEFINITION;
    type Caller = Actor;
    type Response = Published;

    fn takes(beside: &Beside<'_>) -> bool {
        matches!(beside, Beside::Nothing | Beside::Directory(_))
    }

    fn perform(self, context: Context<'_, Actor>) -> Result<Published> {
        let published =
            context.engine.publish(&context.caller, &sources(self.catalogue, &context.beside)?)?;
        let language = context.language();
        let warnings = published.warnings.iter().map(|warning| DefinitionFault::told(warning, language));
        Ok(Published {
            publication: published.publication,
            warnings: warnings.collect(),
            versions: published.versions,
            unchanged: published.unchanged,
        })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Check {
    /// The catalogue: see `schema/catalogue.schema.json`. Texts stand in it, not in files beside. Left out when a
    /// directory that holds it comes beside the request.
    #[serde(default)]
    catalogue: Option<Json>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Checked {
    /// Whether the set could be published.
    accepted: bool,
    /// All that is wrong, or to be looked at.
    diagnostics: Vec<DefinitionFault>,
}

impl Request for Check {
    const NAME: &'static str = "check";
    const SUMMARY: &'static str = "Checks definitions without publishing them: every fault and warning.";
    const LIMITS: Limits = Limits::DEFINITION;
    type Caller = ();
    type Response = Checked;

    fn takes(beside: &Beside<'_>) -> bool {
        matches!(beside, Beside::Nothing | Beside::Directory(_))
    }

    fn perform(self, context: Context<'_, ()>) -> Result<Checked> {
        let found = context.engine.check(&sources(self.catalogue, &context.beside)?);
        let told = found.iter().map(|diagnostic| DefinitionFault::told(diagnostic, context.language()));
        Ok(Checked {
            accepted: found.iter().all(|diagnostic| diagnostic.severity != Severity::Fault),
            diagnostics: told.collect(),
        })
    }
}

/// The catalogue, from where it is.
fn sources(catalogue: Option<Json>, beside: &Beside<'_>) -> Result<Sources> {
    match (catalogue, beside) {
        (Some(catalogue), Beside::Nothing) => Ok(Sources::from_value(catalogue)),
        (None, Beside::Directory(directory)) => Sources::from_dir(directory),
        _ => Err(not_once("catalogue")),
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Withdraw {
    /// The procedure.
    procedure: Id,
    /// The procedure to use instead.
    #[serde(default)]
    replacement: Option<Id>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Withdrawn {
    /// Number of the publication.
    publication: u64,
}

impl Request for Withdraw {
    const NAME: &'static str = "withdraw";
    const SUMMARY: &'static str = "Withdraws a procedure: it takes no new request; those filed go on.";
    type Caller = Actor;
    type Response = Withdrawn;

    fn perform(self, context: Context<'_, Actor>) -> Result<Withdrawn> {
        let replacement = self.replacement.as_ref().map(Id::as_str);
        let publication = context.engine.withdraw(&context.caller, self.procedure.as_str(), replacement)?;
        Ok(Withdrawn { publication })
    }
}
