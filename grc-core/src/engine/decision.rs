//! Recording a decision: its events are chained, and written with everything that follows from them.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::Engine;
use super::statistics::figures::figures;
use crate::definition::Id;
use crate::error::{Error, Result};
use crate::request::history::{ChainedEvent, FIRST_LINK, Hash, NewLink, chain};
use crate::request::{Actor, Agent, AttachedFile, Event, FileId, Period, Request, RequestId, Taken, Verdict};
use crate::store::{Change, Reading, RequestKey, ServiceAgent, Writing};
use crate::workflow::{Colleague, Command, Context, Decision, Files, OtherRequest, Process};

/// What a decision may know that is not in the store.
#[derive(Default)]
pub(super) struct Beside {
    /// Files that are not kept yet.
    pub(super) files: BTreeMap<FileId, AttachedFile>,
    /// What is taken besides, by key.
    pub(super) taken: BTreeMap<String, Vec<Taken>>,
    /// Whether files of which the scanner has said nothing yet may be given: their givers answer for them.
    pub(super) vouched: bool,
}

impl Beside {
    fn file(&self, store: &dyn Reading, id: FileId) -> Result<Option<AttachedFile>> {
        let mut found = match self.files.get(&id) {
            Some(known) => Some(known.clone()),
            None => store.file(id)?,
        };
        if let Some(attached) =
            found.as_mut().filter(|one| self.vouched && one.file.verdict == Verdict::Pending)
        {
            attached.file.verdict = Verdict::Unscanned;
        }
        Ok(found)
    }

    fn taken(&self, store: &dyn Reading, key: &str, period: Period) -> Result<Vec<Taken>> {
        let mut taken = store.taken(key, period)?;
        let others = self.taken.get(key).into_iter().flatten();
        taken.extend(others.filter(|one| one.period.overlaps(period)).cloned());
        Ok(taken)
    }
}

impl Engine {
    /// Decides a command and records what it does. What decides nothing writes nothing. The actor comes with the
    /// agent that they are, if one.
    pub(super) fn carry_out(
        &self,
        store: &mut dyn Writing,
        process: &Process,
        request: &Request,
        command: Command,
        by: (&Actor, Option<&Agent>),
    ) -> Result<Request> {
        Ok(self.carry_out_beside(store, &Beside::default(), process, request, command, by)?.request)
    }

    /// The same, knowing things that the store does not; gives the whole decision.
    pub(super) fn carry_out_beside(
        &self,
        store: &mut dyn Writing,
        beside: &Beside,
        process: &Process,
        request: &Request,
        command: Command,
        by: (&Actor, Option<&Agent>),
    ) -> Result<Decision> {
        let decision =
            self.deciding_beside(store, beside, by, |context| process.decide(request, command, context))?;
        self.record(store, process, Some(request), &decision)?;
        self.record_counterparts(store, &decision, by)?;
        Ok(decision)
    }

    /// Runs a decision with what it may know.
    pub(super) fn deciding(
        &self,
        store: &dyn Reading,
        actor: &Actor,
        agent: Option<&Agent>,
        decide: impl FnOnce(&mut Context<'_>) -> Result<Decision>,
    ) -> Result<Decision> {
        self.deciding_beside(store, &Beside::default(), (actor, agent), decide)
    }

    /// The same, knowing things that the store does not.
    pub(super) fn deciding_beside(
        &self,
        store: &dyn Reading,
        beside: &Beside,
        (actor, agent): (&Actor, Option<&Agent>),
        decide: impl FnOnce(&mut Context<'_>) -> Result<Decision>,
    ) -> Result<Decision> {
        let now = self.now();
        let mut failure = None;
        let mut ids = || match self.fresh_id(now) {
            Ok(id) => id,
            Err(error) => {
                failure = Some(error);
                Uuid::nil()
            }
        };
        let people = |id: &str| store.agent(id);
        let find = |id| beside.file(store, id);
        let requests = |other: OtherRequest<'_>| {
            store.request(&match other {
                OtherRequest::Id(id) => RequestKey::Id(id),
                OtherRequest::Reference(reference) => RequestKey::Reference(reference.to_owned()),
            })
        };
        let colleagues = |service: &Id, beside| {
            let agents = store.agents_of(service.as_str(), beside)?.into_iter();
            Ok(agents.map(|ServiceAgent { agent, open_tasks }| Colleague { agent, open_tasks }).collect())
        };
        let files = Files { find: &find, most_bytes: self.host().most_request_bytes };
        let taken = |key: &str, period| beside.taken(store, key, period);
        let codes = || self.host().tracking_code();
        let mut context = Context {
            now,
            actor,
            agent,
            people: &people,
            requests: &requests,
            colleagues: &colleagues,
            files,
            taken: &taken,
            codes: &codes,
            ids: &mut ids,
        };
        let decision = decide(&mut context)?;
        match failure {
            Some(error) => Err(error),
            None => Ok(decision),
        }
    }

    /// Chains the events of a decision on a request, or on none yet, after those stored, and writes everything.
    pub(super) fn record(
        &self,
        store: &mut dyn Writing,
        process: &Process,
        previous: Option<&Request>,
        decision: &Decision,
    ) -> Result<()> {
        if decision.events.is_empty() {
            return Ok(());
        }
        let link = match previous {
            Some(previous) => store.last_link(previous.id)?,
            None => None,
        };
        let events = self.chained(decision.request.id, &decision.events, link.unwrap_or(FIRST_LINK))?;
        store.record(&Change {
            previous,
            request: &decision.request,
            connector: process.connector.as_ref().map(|connector| &connector.id),
            events: &events,
            outgoing: &decision.outgoing,
            figures: figures(previous, &decision.events, &decision.request, &process.town),
        })
    }

    fn chained(&self, request: RequestId, events: &[Event], previous: Hash) -> Result<Vec<ChainedEvent>> {
        let mut previous = previous;
        let mut chained = Vec::with_capacity(events.len());
        for event in events {
            let mut salt = [0; 16];
            self.host().randomness.fill(&mut salt)?;
            let text = event.encode().map_err(|_| Error::internal("an event cannot be written"))?;
            let link = NewLink {
                sequence: event.sequence,
                type_name: event.content.type_name(),
                version: event.content.version(),
                at: event.at,
                text,
            };
            let event = chain(&previous, request, link, salt);
            previous = event.link;
            chained.push(event);
        }
        Ok(chained)
    }
}
