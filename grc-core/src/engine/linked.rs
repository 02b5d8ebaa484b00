//! Requests tied to one another: by hand, by creation, by what one tells the other.

use std::collections::VecDeque;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::DueReport;
use super::outbox::{Attempt, Ending};
use super::submit::{Prepared, Submission};
use super::{Acted, Engine, Input};
use crate::definition::{Bilingual, LinkKind};
use crate::error::{Error, ErrorCode, Result};
use crate::request::{
    Actor, Agent, CreatedRequest, Creation, EventContent, LinkNews, Parent, Request, RequestId,
};
use crate::store::{Reading, RequestKey, Settlement, Writing, read, write};
use crate::workflow::{Access, Command, Decision, MOST_GENERATIONS, too_many_generations, trial_mismatch};

/// Other requests that one decision may change.
const MOST_COUNTERPARTS: usize = 64;

/// A tie of a request to another, as someone may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LinkView {
    /// What the other request is to this one.
    pub kind: LinkKind,
    /// The other request.
    pub request: RequestId,
    /// What people call it.
    pub reference: String,
}

impl Engine {
    /// Ties a request to another, named by its reference or its identifier: `kind` is what the other is to this one.
    /// Both tell it. Asked again, it does nothing.
    ///
    /// # Errors
    /// `not_found`, `forbidden` unless the actor may process both requests, `stale_revision`, `link_refused`,
    /// `trial_mismatch`, `too_many_generations`, `idempotency_mismatch`.
    pub fn link(
        &self,
        actor: &Actor,
        request: RequestId,
        kind: LinkKind,
        to: &str,
        input: Input,
    ) -> Result<Acted> {
        self.command(actor, request, "link", &input, json!({"kind": kind, "to": to}), || Command::Link {
            kind,
            to: to.to_owned(),
        })
    }

    /// Unties two requests. Asked again, it does nothing.
    ///
    /// # Errors
    /// `not_found`, `forbidden` unless the actor may process both requests, `stale_revision`, `idempotency_mismatch`.
    pub fn unlink(
        &self,
        actor: &Actor,
        request: RequestId,
        kind: LinkKind,
        to: &str,
        input: Input,
    ) -> Result<Acted> {
        self.command(actor, request, "unlink", &input, json!({"kind": kind, "to": to}), || Command::Unlink {
            kind,
            to: to.to_owned(),
        })
    }

    /// What someone may know of the ties of a request: inside the town hall, all of them; an applicant, those between
    /// parents and children that are their own requests.
    pub(super) fn links_of(
        &self,
        store: &dyn Reading,
        request: &Request,
        access: Access,
        actor: &Actor,
    ) -> Result<Vec<LinkView>> {
        let mut views = Vec::new();
        for link in &request.links.all {
            let shown = access > Access::Applicant
                || (matches!(link.kind, LinkKind::Parent | LinkKind::Child)
                    && store
                        .request(&RequestKey::Id(link.request))?
                        .is_some_and(|other| crate::workflow::access(&other, actor, None) != Access::None));
            if shown {
                let (request, reference) = (link.request, link.reference.clone());
                views.push(LinkView { kind: link.kind, request, reference });
            }
        }
        Ok(views)
    }

    /// Records on other requests what a decision does to them, and what follows there.
    pub(super) fn record_counterparts(
        &self,
        store: &mut dyn Writing,
        decision: &Decision,
        (actor, agent): (&Actor, Option<&Agent>),
    ) -> Result<()> {
        let mut waiting: VecDeque<_> = decision.counterparts.clone().into();
        let mut done = 0_usize;
        while let Some(counterpart) = waiting.pop_front() {
            done = done.saturating_add(1);
            if done > MOST_COUNTERPARTS {
                let message = Bilingual::new(
                    "des demandes se relient les unes aux autres sans fin",
                    "requests link to one another without end",
                );
                return Err(Error::new(ErrorCode::CircuitLoop, message));
            }
            let Some((request, process)) = self.request_and_process(store, counterpart.request)? else {
                continue;
            };
            let command = Command::Recorded(Box::new(counterpart.content));
            let decision =
                self.deciding(store, actor, agent, |context| process.decide(&request, command, context))?;
            self.record(store, &process, Some(&request), &decision)?;
            waiting.extend(decision.counterparts);
        }
        Ok(())
    }

    /// Creates a request that waits in the outbox. The end of the lease, the child and what its parent knows of it are
    /// one transaction: it is created once, whatever happens. One that is refused is given up, and a person is called.
    pub(super) fn create_linked(
        &self,
        attempt: &Attempt<'_>,
        creation: &Creation,
        report: &mut DueReport,
    ) -> Result<()> {
        match self.try_to_create(attempt, creation) {
            Ok(is_created) => {
                report.created = report.created.saturating_add(usize::from(is_created));
                Ok(())
            }
            Err(error) if error.code().stops_everything() => Err(error),
            Err(error) => {
                let (message, procedure) = (attempt.id(), creation.procedure.clone());
                let reason = error.code().name().to_owned();
                let dead = Settlement::Dead(reason.clone()).into();
                let command = Command::CreationFailed { message, procedure, reason };
                self.settle(attempt, &dead, Some(command), report)?;
                Ok(())
            }
        }
    }

    fn try_to_create(&self, attempt: &Attempt<'_>, creation: &Creation) -> Result<bool> {
        let parent = read(self.store(), |store| store.request(&RequestKey::Id(attempt.entry.request)))?;
        let Some(parent) = parent else {
            self.settle_once(attempt, &Settlement::Sent.into(), None)?;
            return Ok(false);
        };
        let now = self.now();
        let (submission, prepared) = self.prepare_child(&parent, creation)?;
        write(self.store(), |store| {
            if !store.settle(attempt.id(), attempt.token, &Settlement::Sent, None)? {
                return Ok(false);
            }
            let Some((parent, process)) = self.request_and_process(store, parent.id)? else {
                return Ok(false);
            };
            let receipt = self.file_request(store, &Actor::System, &submission, &prepared, now)?;
            let created = EventContent::RequestCreated(CreatedRequest {
                message: attempt.id(),
                procedure: creation.procedure.clone(),
                reference: receipt.reference,
                request: receipt.id,
            });
            self.carry_out(
                store,
                &process,
                &parent,
                Command::Recorded(Box::new(created)),
                (&Actor::System, None),
            )?;
            Ok(true)
        })
    }

    /// The request to create, checked as if someone filed it.
    fn prepare_child(&self, parent: &Request, creation: &Creation) -> Result<(Submission, Prepared)> {
        let generation = parent.links.generation.saturating_add(1);
        if generation > MOST_GENERATIONS {
            return Err(too_many_generations());
        }
        let submission = Submission {
            applicant_id: parent.applicant_id.clone(),
            origin: parent.origin,
            ..Submission::new(
                creation.procedure.as_str(),
                creation.scenario.as_str(),
                parent.applicant.clone(),
                creation.answers.clone(),
            )
        };
        let mut prepared = self.prepare(&Actor::System, &submission, self.now())?;
        if prepared.is_trial() != parent.trial {
            return Err(trial_mismatch());
        }
        let above = Parent { generation, reference: parent.reference.clone(), request: parent.id };
        prepared.come_from(above, parent.language);
        Ok((submission, prepared))
    }

    /// Tells a request that a linked one was closed, or reopened. When its circuit cannot follow, a person is called.
    pub(super) fn tell_linked(
        &self,
        attempt: &Attempt<'_>,
        news: &LinkNews,
        report: &mut DueReport,
    ) -> Result<()> {
        report.told = report.told.saturating_add(1);
        match self.settle_on(attempt, news.to, &Settlement::Sent.into(), Some(heard(attempt, news, true))) {
            Err(error) if !error.code().stops_everything() => {
                self.untold(attempt, news, error.code().name(), report)
            }
            settled => settled.map(|_| ()),
        }
    }

    /// A request that could not follow what became of another: a person is called.
    pub(super) fn untold(
        &self,
        attempt: &Attempt<'_>,
        news: &LinkNews,
        reason: &str,
        report: &mut DueReport,
    ) -> Result<()> {
        report.failures = report.failures.saturating_add(1);
        let dead = Ending::from(Settlement::Dead(reason.to_owned()));
        let settled = match self.settle_on(attempt, news.to, &dead, Some(heard(attempt, news, false))) {
            // Not even that can be written: an operator must look.
            Err(error) if !error.code().stops_everything() => self.settle_once(attempt, &dead, None),
            settled => settled,
        };
        settled.map(|_| ())
    }
}

/// What a request is told of a linked one. Without `follow`, its circuit does not go on from there.
fn heard(attempt: &Attempt<'_>, news: &LinkNews, follow: bool) -> Command {
    let from = attempt.entry.request;
    Command::Heard { from, state: news.state, outcome: news.outcome, follow }
}
