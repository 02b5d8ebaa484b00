//! Drafts: answers begun, saved as they are, and not filed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Engine;
use super::files::keep_for_draft;
use super::submit::require_filer;
use crate::definition::{Bilingual, Id};
use crate::error::{Error, ErrorCode, Result};
use crate::request::{Actor, Applicant, Instant, RequestId, Values};
use crate::store::{Draft, Reading, read, write};

/// A draft to save.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftInput {
    /// The draft that is saved again; a new one, if absent.
    #[serde(default)]
    pub id: Option<RequestId>,
    /// The procedure.
    pub procedure: Id,
    /// The scenario.
    pub scenario: Id,
    /// The applicant, if already told.
    #[serde(default)]
    pub applicant: Option<Applicant>,
    /// What is answered so far. Nothing is checked.
    pub answers: Values,
    /// The revision that the caller read, when the draft is saved again.
    #[serde(default)]
    pub revision: Option<u64>,
}

/// A draft, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DraftView {
    /// Identifier, which the request will keep.
    pub id: RequestId,
    /// The procedure.
    pub procedure: Id,
    /// The scenario.
    pub scenario: Id,
    /// The applicant, if already told.
    pub applicant: Option<Applicant>,
    /// What is answered so far.
    pub answers: Values,
    /// Number of times it was saved.
    pub revision: u64,
    /// When it was last saved.
    pub saved_at: Instant,
    /// When it expires.
    pub expires_at: Instant,
}

impl From<Draft> for DraftView {
    fn from(draft: Draft) -> Self {
        let Draft { id, procedure, scenario, applicant, answers, revision, saved_at, expires_at, .. } = draft;
        Self { id, procedure, scenario, applicant, answers, revision, saved_at, expires_at }
    }
}

impl Engine {
    /// Saves a draft. It follows the latest version of its procedure, and expires when left untouched
    /// for the scenario's `draft_lifetime`. Files of the actor's own to which its answers refer are kept as long.
    ///
    /// # Errors
    /// `not_found`, `forbidden` for who may not file, `scenario_without_request`, `draft_expired`, `stale_revision`.
    pub fn save_draft(&self, actor: &Actor, input: DraftInput) -> Result<DraftView> {
        let now = self.now();
        let current = self.current_procedure(input.procedure.as_str())?;
        self.require_visible(&current, actor)?;
        let process = current.process(input.scenario.as_str())?;
        let expires_at = process.draft_expiry(now)?;
        write(self.store(), |store| {
            require_filer(actor, self.acting_agent(store, actor)?.as_ref())?;
            let known =
                input.id.map(|id| draft_of(store, actor, id, now)?.of(&input.procedure)).transpose()?;
            let actual = known.as_ref().map_or(0, |draft| draft.revision);
            if let Some(expected) = input.revision
                && expected != actual
            {
                let message = Bilingual::new("le brouillon a changé", "the draft has changed");
                let details = json!({"expected": expected, "actual": actual});
                return Err(Error::new(ErrorCode::StaleRevision, message).with_details(details));
            }
            let draft = Draft {
                id: match known {
                    Some(draft) => draft.id,
                    None => RequestId(self.fresh_id(now)?),
                },
                procedure: input.procedure.clone(),
                scenario: input.scenario.clone(),
                owner: owner(actor)?,
                applicant: input.applicant.clone(),
                answers: input.answers.clone(),
                revision: actual.saturating_add(1),
                saved_at: now,
                expires_at,
            };
            store.put_draft(&draft)?;
            keep_for_draft(store, &process.form, &draft.answers, actor, expires_at)?;
            Ok(DraftView::from(draft))
        })
    }

    /// A draft of the actor's own.
    ///
    /// # Errors
    /// `not_found`, `draft_expired`.
    pub fn draft(&self, actor: &Actor, id: RequestId) -> Result<DraftView> {
        let now = self.now();
        read(self.store(), |store| draft_of(store, actor, id, now).map(DraftView::from))
    }

    /// Throws a draft away.
    ///
    /// # Errors
    /// `not_found`, `draft_expired`.
    pub fn discard_draft(&self, actor: &Actor, id: RequestId) -> Result<()> {
        let now = self.now();
        write(self.store(), |store| {
            let draft = draft_of(store, actor, id, now)?;
            store.remove_draft(draft.id)
        })
    }
}

impl Draft {
    /// The draft, if it is one of this procedure.
    pub(super) fn of(self, procedure: &Id) -> Result<Self> {
        if self.procedure == *procedure { Ok(self) } else { Err(unknown_draft()) }
    }
}

/// A draft that is the actor's own, and has not expired.
pub(super) fn draft_of<R: Reading + ?Sized>(
    store: &R,
    actor: &Actor,
    id: RequestId,
    now: Instant,
) -> Result<Draft> {
    let owner = owner(actor)?;
    let draft = store.draft(id)?.filter(|draft| draft.owner == owner);
    let draft = draft.ok_or_else(unknown_draft)?;
    if draft.expires_at <= now {
        let message = Bilingual::new("le brouillon a expiré", "the draft has expired");
        return Err(Error::new(ErrorCode::DraftExpired, message).at("/draft"));
    }
    Ok(draft)
}

fn unknown_draft() -> Error {
    Error::not_found("brouillon", "draft").at("/draft")
}

fn owner(actor: &Actor) -> Result<String> {
    serde_json::to_string(actor).map_err(|_| Error::internal("an actor cannot be written"))
}
