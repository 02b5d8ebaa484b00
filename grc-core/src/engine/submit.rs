//! Filing a request.

use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Engine;
use super::act::standing_for;
use super::applicant::{canonical_applicant, missing_details, require_identity};
use super::applicants::recognition::require_own_word;
use super::definitions::Current;
use super::drafts::draft_of;
use super::idempotency::once;
use crate::definition::{Bilingual, GivenLists, Id, Language, Name, Origin, State};
use crate::error::{Error, ErrorCode, Result};
use crate::facts::{Facts, Town};
use crate::form::{Mode, Report};
use crate::request::{
    Actor, Agent, Applicant, Instant, Parent, ProfileId, Provenance, RequestId, Role, Submitted, Values,
};
use crate::routing::{Routing, Visitor};
use crate::store::{StoreError, Writing, write};
use crate::workflow::{Filing, Process};

/// A request to file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// The procedure.
    pub procedure: Id,
    /// The scenario.
    pub scenario: Id,
    /// For whom it is filed.
    pub applicant: Applicant,
    /// The host's identifier of the applicant, when an agent or the host files for someone who has an account.
    #[serde(default)]
    pub applicant_id: Option<String>,
    /// The applicant's record in the directory, when an agent or the host knows which it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<ProfileId>,
    /// What is answered.
    pub answers: Values,
    /// The lists that the form expects from the host (`host:…`), by name.
    #[serde(default, skip_serializing_if = "GivenLists::is_empty")]
    pub lists: GivenLists,
    /// Answers to the procedure's questions.
    #[serde(default)]
    pub questions: Values,
    /// What the host knows that the form proposes, as when the form was shown.
    #[serde(default)]
    pub prefill: Values,
    /// How the request came.
    #[serde(default)]
    pub origin: Origin,
    /// When the town hall got it, for paper or telephone; now, if absent.
    #[serde(default)]
    pub received_at: Option<ReceivedAt>,
    /// The draft that it was, if it was one.
    #[serde(default)]
    pub draft: Option<RequestId>,
    /// Key under which it is filed once, however often it is asked.
    #[serde(default)]
    pub idempotency_key: Option<String>,
}

/// When something happened before it was told, as the town hall getting a request: an instant, or a day, written `2026-03-02`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum ReceivedAt {
    /// On a day, as the town counts them.
    Day(#[schemars(with = "String", extend("format" = "date"))] NaiveDate),
    /// At an instant.
    Instant(Instant),
}

impl ReceivedAt {
    pub(super) fn instant(self, town: &Town) -> Instant {
        match self {
            Self::Day(day) => town.start_of(day),
            Self::Instant(instant) => instant,
        }
    }
}

impl Submission {
    /// A request of an applicant on the portal.
    pub fn new(procedure: &str, scenario: &str, applicant: Applicant, answers: Values) -> Self {
        Self {
            procedure: Id(procedure.to_owned()),
            scenario: Id(scenario.to_owned()),
            applicant,
            applicant_id: None,
            profile: None,
            answers,
            lists: GivenLists::new(),
            questions: Values::new(),
            prefill: Values::new(),
            origin: Origin::Portal,
            received_at: None,
            draft: None,
            idempotency_key: None,
        }
    }
}

/// What the applicant is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Receipt {
    /// The request.
    pub id: RequestId,
    /// What people call it: `2026-000042`.
    pub reference: String,
    /// What a person without an account follows it with. To be told to the applicant alone.
    pub tracking_code: String,
    /// Its status.
    pub status: Name,
    /// What the status amounts to.
    pub state: State,
    /// Its revision.
    pub revision: u64,
    /// Answers to hidden fields, which were dropped: JSON Pointers.
    pub dropped: Vec<String>,
}

/// Publications that may come one after the other while one submission is checked.
const MOST_PUBLICATIONS: usize = 16;

/// A submission once checked, outside the transaction.
pub(super) struct Prepared {
    current: Current,
    applicant: Applicant,
    report: Report,
    provenance: Provenance,
    /// The request from which it is created, and the language in which its applicant is written to.
    parent: Option<(Parent, Language)>,
}

impl Prepared {
    /// Whether the procedure is only tried.
    pub(super) fn is_trial(&self) -> bool {
        self.current.compiled.definition.trial.is_some()
    }

    /// Makes it the child of a request.
    pub(super) fn come_from(&mut self, parent: Parent, language: Language) {
        self.parent = Some((parent, language));
    }
}

impl Engine {
    /// Files a request.
    ///
    /// Applicants file for themselves; agents of a service file for someone; the host files for anyone.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `procedure_closed`, `scenario_not_offered`, `scenario_without_request`,
    /// `identity_required`, `missing_list`, `invalid_answers` with every fault in `details`, those of the applicant
    /// (`/applicant/email`) first, `claim_conflict` with how many are `left`, `draft_expired`, `idempotency_mismatch`.
    pub fn submit(&self, actor: &Actor, submission: Submission) -> Result<Receipt> {
        let now = self.now();
        for _ in 0..MOST_PUBLICATIONS {
            let publication = self.store().publication()?;
            let prepared = self.prepare(actor, &submission, now);
            let filed = write(self.store(), |store| {
                // What was published meanwhile counts: the answers are checked again.
                if store.publication()? != publication {
                    return Ok(None);
                }
                let key = (actor, "submit", submission.idempotency_key.as_deref());
                // A submission already filed is answered as it was, even if the procedure has changed since.
                let filed = once(store, key, &submission, now, |store| {
                    let prepared = prepared.as_ref().map_err(Error::clone)?;
                    self.file_request(store, actor, &submission, prepared, now)
                });
                filed.map(Some)
            })?;
            if let Some(receipt) = filed {
                return Ok(receipt);
            }
        }
        Err(StoreError::Busy.into())
    }

    /// Checks all that can be checked outside the transaction. What depends on the store may change until the request
    /// is filed: it is checked again inside.
    pub(super) fn prepare(&self, actor: &Actor, submission: &Submission, now: Instant) -> Result<Prepared> {
        let current = self.current_procedure(submission.procedure.as_str())?;
        let visitor = Visitor {
            audience: submission.applicant.audience,
            origin: submission.origin,
            language: submission.applicant.language,
            answers: submission.questions.clone(),
            ..Visitor::of(actor)
        };
        self.require_visible(&current, actor)?;
        let process = current.process(submission.scenario.as_str())?;
        require_own_word(actor, submission)?;
        require_offered(&self.route_current(&current, &visitor)?, submission.scenario.as_str())?;
        require_own_way(actor, submission)?;
        require_identity(process, actor, &submission.applicant)?;
        let (applicant, mut faults) = canonical_applicant(process, &submission.applicant);
        faults.extend(missing_details(process, &applicant));
        if submission.received_at.is_some_and(|received| received.instant(&process.town) > now) {
            let message = Bilingual::new(
                "la date de réception ne peut pas être à venir",
                "the date of receipt cannot be in the future",
            );
            return Err(Error::new(ErrorCode::InvalidInput, message).at("/received_at"));
        }
        process.form.accept_lists(&submission.lists)?;
        let facts = Facts {
            prefill: Some(&submission.prefill),
            ..process.facts_before(&applicant, submission.origin, now)
        };
        let (who, lists) = ((actor, self.reader(actor, &current)?), &submission.lists);
        let given = (&submission.answers, lists);
        let asked = (&current, submission.scenario.as_str());
        let mut report = self.checked(asked, given, &facts, who, Mode::Complete)?;
        // Those of the applicant come first: they are asked for before the form.
        report.faults.splice(..0, faults);
        if !report.faults.is_empty() {
            return Err(report.into_error());
        }
        let provenance = process.form.provenance(&report.answers, lists, &facts);
        Ok(Prepared { current, applicant, report, provenance, parent: None })
    }

    pub(super) fn file_request(
        &self,
        store: &mut dyn Writing,
        actor: &Actor,
        submission: &Submission,
        prepared: &Prepared,
        now: Instant,
    ) -> Result<Receipt> {
        let Prepared { current, applicant, report, provenance, parent } = prepared;
        let process = current.process(submission.scenario.as_str())?;
        let agent = self.acting_agent(store, actor)?;
        let applicant_id = match actor {
            Actor::Applicant(id) => Some(id.clone()),
            Actor::Agent(_) | Actor::System | Actor::Connector(_) => submission.applicant_id.clone(),
        };
        require_filer(actor, agent.as_ref())?;
        let id = match submission.draft {
            Some(draft) => {
                let draft = draft_of(store, actor, draft, now)?.of(&submission.procedure)?;
                store.remove_draft(draft.id)?;
                draft.id
            }
            None => RequestId(self.fresh_id(now)?),
        };
        let trial = prepared.is_trial();
        let profile = match trial {
            // Whoever tries a procedure files as anyone.
            true => None,
            false => {
                let who = (applicant, applicant_id.as_deref());
                self.recognised(store, actor, submission, who, (id, now))?
            }
        };
        let reference = next_reference(store, process, trial, now)?;
        let submitted = Submitted {
            request: id,
            reference,
            tracking_code: self.host().tracking_code()?,
            procedure: submission.procedure.clone(),
            version: current.version,
            scenario: submission.scenario.clone(),
            origin: submission.origin,
            received_at: submission.received_at.map_or(now, |received| received.instant(&process.town)),
            language: parent
                .as_ref()
                .map_or_else(|| process.language_for(applicant), |(_, language)| *language),
            applicant_id,
            profile,
            applicant: Applicant { identities: Vec::new(), ..applicant.clone() },
            answers: report.answers.clone(),
            provenance: provenance.clone(),
            sectors: std::collections::BTreeMap::new(),
            lists: process.form.chosen_of(&report.answers, &submission.lists),
            files: Vec::new(),
            parent: parent.as_ref().map(|(parent, _)| parent.clone()),
            trial,
            service: current.compiled.definition.service.clone(),
        };
        let decision = self.deciding(store, actor, agent.as_ref(), |context| {
            process.submit(Filing { submitted }, context)
        })?;
        self.record(store, process, None, &decision)?;
        self.record_counterparts(store, &decision, (actor, agent.as_ref()))?;
        let request = decision.request;
        let standing = standing_for(&request, actor);
        Ok(Receipt {
            id,
            reference: request.reference,
            tracking_code: request.tracking_code,
            status: standing.status,
            state: standing.state,
            revision: request.revision,
            dropped: report.dropped.clone(),
        })
    }
}

/// What people will call a request that is recorded now.
pub(super) fn next_reference(
    store: &mut dyn Writing,
    process: &Process,
    trial: bool,
    now: Instant,
) -> Result<String> {
    let year = process.town.day(now).year();
    // The numbers of real requests have no gap: those of trials are others.
    let series = if trial { format!("ESSAI-{year}") } else { year.to_string() };
    let number = store.next_reference(&series)?;
    Ok(format!("{series}-{number:06}"))
}

/// An applicant comes by the portal, now: what came otherwise, or before, is entered by the town hall.
fn require_own_way(actor: &Actor, submission: &Submission) -> Result<()> {
    let refused = match actor {
        Actor::Applicant(_) if submission.origin != Origin::Portal => Some("/origin"),
        Actor::Applicant(_) if submission.received_at.is_some() => Some("/received_at"),
        _ => None,
    };
    refused.map_or(Ok(()), |path| Err(Error::forbidden().at(path)))
}

/// Refuses whoever may not file: applicants do for themselves, the host and the agents of any service for someone.
pub(super) fn require_filer(actor: &Actor, agent: Option<&Agent>) -> Result<()> {
    let may_file = match actor {
        Actor::Applicant(_) | Actor::System => true,
        Actor::Agent(_) => agent.is_some_and(|agent| !agent.services(Role::Agent).is_empty()),
        Actor::Connector(_) => false,
    };
    if may_file { Ok(()) } else { Err(Error::forbidden()) }
}

fn require_offered(routing: &Routing, scenario: &str) -> Result<()> {
    if let Some(closed) = &routing.closed {
        let message = Bilingual::new(closed.get(Language::French), closed.get(Language::English));
        return Err(Error::new(ErrorCode::ProcedureClosed, message).at("/procedure"));
    }
    let refused = routing.not_offered.iter().find(|refused| refused.scenario.as_str() == scenario);
    match refused {
        None => Ok(()),
        Some(refused) => {
            // The reason itself may hold what the visitor answered: `route` tells it, an error does not.
            let message =
                Bilingual::new("ce scénario ne vous est pas proposé", "this scenario is not offered to you");
            Err(Error::new(ErrorCode::ScenarioNotOffered, message)
                .at("/scenario")
                .with_details(json!({"reason": refused.reason.code()})))
        }
    }
}
