//! Requests and tasks: one by one, in lists, in numbers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::host::typed_tracking_code;
use super::page::{cut, page};
use super::tags::searched_tag;
use super::{Engine, PageOf, PageRequest, RequestView};
use crate::definition::{Bilingual, Id, Language, Name, State};
use crate::error::{Error, ErrorCode, Result};
use crate::folding;
use crate::request::{Actor, Agent, Instant, Request, RequestId, Role};
use crate::store::{
    Count, Reading, RequestFilter, RequestKey, RequestSummary, SectorOf, TaskFilter, TaskSummary, read,
};
use crate::workflow::{Access, access};

/// Which requests. Every criterion given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RequestQuery {
    /// In this state.
    pub state: Option<State>,
    /// In this status.
    pub status: Option<Name>,
    /// Of this procedure.
    pub procedure: Option<Id>,
    /// Of this service.
    pub service: Option<Id>,
    /// In this sector. Agents and the host may ask it.
    pub sector: Option<SectorOf>,
    /// In charge of this agent. Asked by that agent, whatever the service, and with those for whom they stand in.
    pub agent: Option<String>,
    /// Of this applicant, by the host's identifier.
    pub applicant: Option<String>,
    /// Received from this instant on.
    pub received_from: Option<Instant>,
    /// Received before this instant.
    pub received_before: Option<Instant>,
    /// With an open task due before this instant.
    pub due_before: Option<Instant>,
    /// With this tag.
    pub tag: Option<String>,
    /// Called exactly so in the former system from which it was taken over.
    pub former_reference: Option<String>,
    /// Beginnings of words of the reference, present or former, or of the applicant's name, organisation or e-mail address.
    pub text: Option<String>,
}

/// Which open tasks. Every criterion given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TaskQuery {
    /// In the actor's own hands only.
    pub mine: bool,
    /// Awaited from this service.
    pub service: Option<Id>,
    /// Of this procedure.
    pub procedure: Option<Id>,
    /// Of a request in this sector.
    pub sector: Option<SectorOf>,
    /// Of a request with this tag.
    pub tag: Option<String>,
    /// Due before this instant.
    pub due_before: Option<Instant>,
}

impl Engine {
    /// A request, as the actor may see it.
    ///
    /// # Errors
    /// `not_found`.
    pub fn request(&self, actor: &Actor, request: RequestId, language: Language) -> Result<RequestView> {
        self.request_by(actor, &RequestKey::Id(request), language)
    }

    /// A request by its reference, as the actor may see it; or else by the one that it had in a former system, when one only
    /// had it.
    ///
    /// # Errors
    /// `not_found`.
    pub fn request_by_reference(
        &self,
        actor: &Actor,
        reference: &str,
        language: Language,
    ) -> Result<RequestView> {
        self.request_by(actor, &RequestKey::Reference(reference.to_owned()), language)
    }

    /// A request by its tracking code, which whoever holds it may follow as its applicant does. Its case, spaces and
    /// hyphens do not count.
    ///
    /// # Errors
    /// `not_found`.
    pub fn request_by_tracking_code(&self, code: &str, language: Language) -> Result<RequestView> {
        let code = typed_tracking_code(code);
        read(self.store(), |store| {
            let request = store.request(&RequestKey::TrackingCode(code.clone()))?;
            let request = request.ok_or_else(|| Error::not_found("demande", "request"))?;
            self.view(store, &request, Access::Applicant, &Actor::applicant(""), None, language)
        })
    }

    fn request_by(&self, actor: &Actor, key: &RequestKey, language: Language) -> Result<RequestView> {
        read(self.store(), |store| {
            let agent = self.acting_agent(store, actor)?;
            let request = match (store.request(key)?, key) {
                (None, RequestKey::Reference(reference)) => taken_over_as(store, reference)?,
                (found, _) => found,
            };
            let request = request.ok_or_else(|| Error::not_found("demande", "request"))?;
            match access(&request, actor, agent.as_ref()) {
                Access::None => Err(Error::not_found("demande", "request")),
                access => self.view(store, &request, access, actor, agent.as_ref(), language),
            }
        })
    }

    /// A page of the requests that the actor may see, newest first. An agent's are those of their services, or,
    /// asked by `agent`, those that they have in charge.
    ///
    /// # Errors
    /// `forbidden`, also when an applicant asks by agent, by due date, by tag or by sector; `invalid_input` for a page token of
    /// another list.
    pub fn requests(
        &self,
        actor: &Actor,
        query: &RequestQuery,
        request: &PageRequest,
    ) -> Result<PageOf<RequestSummary>> {
        read(self.store(), |store| {
            let agent = self.acting_agent(store, actor)?;
            let mut filter = RequestFilter {
                services: None,
                or_in_hands_of: Vec::new(),
                state: query.state,
                status: query.status.clone(),
                as_shown: matches!(actor, Actor::Applicant(_)),
                procedure: query.procedure.clone(),
                service: query.service.clone(),
                sector: query.sector.clone(),
                agent: query.agent.clone(),
                stood_in_for: Vec::new(),
                applicant: query.applicant.clone(),
                profiles: None,
                received_from: query.received_from,
                received_before: query.received_before,
                due_before: query.due_before,
                tag: query.tag.as_deref().map(searched_tag).transpose()?,
                former_reference: query.former_reference.clone(),
                words: query.text.as_deref().map(searched).transpose()?.unwrap_or_default(),
            };
            match actor {
                Actor::System => {}
                // An applicant sees their own requests, whatever they ask for.
                Actor::Applicant(id) => {
                    // What the row does not tell them may not be found out by asking for it either.
                    let inside = [filter.agent.is_some(), filter.tag.is_some(), filter.sector.is_some()];
                    if inside.contains(&true) || filter.due_before.is_some() {
                        return Err(Error::forbidden());
                    }
                    filter.applicant = Some(id.clone());
                }
                // An agent sees what they have in charge, whatever its service, and what those have for whom they stand in.
                Actor::Agent(_) if is_or_stands_in_for(agent.as_ref(), filter.agent.as_ref()) => {
                    filter.stood_in_for = stood_in_for(agent.as_ref(), filter.agent.as_ref());
                }
                Actor::Agent(_) => filter.services = Some(services_of(agent.as_ref())?),
                Actor::Connector(_) => return Err(Error::forbidden()),
            }
            let (page, hash) = page(request, &(actor, &filter))?;
            let mut rows = store.requests(&filter, &page)?;
            if let Actor::Applicant(_) = actor {
                for row in &mut rows {
                    (row.agent, row.due) = (None, None);
                    if let Some((status, state, outcome)) = row.shown.take() {
                        (row.status, row.state, row.outcome) = (status, state, outcome);
                    }
                }
            }
            Ok(cut(rows, &page, hash, |row| (row.sort_key, row.id.0)))
        })
    }

    /// A page of the open tasks of an agent's services, or in their hands: the earliest due first.
    ///
    /// # Errors
    /// `forbidden`, `invalid_input` for a page token of another list.
    pub fn tasks(
        &self,
        actor: &Actor,
        query: &TaskQuery,
        request: &PageRequest,
    ) -> Result<PageOf<TaskSummary>> {
        read(self.store(), |store| {
            let agent = self.acting_agent(store, actor)?;
            let mut filter = TaskFilter {
                procedure: query.procedure.clone(),
                sector: query.sector.clone(),
                tag: query.tag.as_deref().map(searched_tag).transpose()?,
                due_before: query.due_before,
                ..TaskFilter::default()
            };
            let services = match actor {
                Actor::System => None,
                Actor::Agent(_) => Some(services_of(agent.as_ref())?),
                Actor::Applicant(_) | Actor::Connector(_) => return Err(Error::forbidden()),
            };
            filter.stood_in_for = stood_in_for(agent.as_ref(), agent.as_ref().map(|agent| &agent.id));
            let own = agent.map(|agent| agent.id);
            match (query.mine, &query.service) {
                (true, _) => filter.agent = Some(own.ok_or_else(Error::forbidden)?),
                (false, None) => (filter.services, filter.agent) = (services, own),
                (false, Some(service)) => {
                    if services.as_ref().is_some_and(|services| !services.contains(service)) {
                        return Err(Error::forbidden());
                    }
                    filter.services = Some(vec![service.clone()]);
                }
            }
            let (page, hash) = page(request, &(actor, &filter))?;
            let mut rows = store.tasks(&filter, &page)?;
            let now = self.now();
            rows.iter_mut().for_each(|row| row.overdue = row.due.is_some_and(|due| due < now));
            Ok(cut(rows, &page, hash, |row| (row.sort_key, row.id.0)))
        })
    }

    /// How many requests each procedure has, by status. Nothing is scanned.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host or an active agent.
    pub fn counts(&self, actor: &Actor) -> Result<Vec<Count>> {
        read(self.store(), |store| match (actor, self.acting_agent(store, actor)?) {
            (Actor::System, _) | (_, Some(_)) => store.counts(),
            _ => Err(Error::forbidden()),
        })
    }
}

/// The only request that had this reference in a former system.
fn taken_over_as(store: &dyn Reading, reference: &str) -> Result<Option<Request>> {
    match store.taken_over(None, reference, 2)?.as_slice() {
        [only] => store.request(&RequestKey::Id(*only)),
        _ => Ok(None),
    }
}

/// Words of a search, at most: each costs a look into the index.
const MOST_WORDS: usize = 32;

/// The folded words that someone searches.
pub(super) fn searched(text: &str) -> Result<Vec<String>> {
    let words = folding::words(text);
    if words.len() > MOST_WORDS {
        let message = Bilingual::new(
            format!("une recherche a au plus {MOST_WORDS} mots"),
            format!("a search has at most {MOST_WORDS} words"),
        );
        return Err(Error::new(ErrorCode::InvalidInput, message).at("/text"));
    }
    Ok(words)
}

fn is_or_stands_in_for(agent: Option<&Agent>, wanted: Option<&String>) -> bool {
    agent.zip(wanted).is_some_and(|(agent, wanted)| agent.answers_for(wanted))
}

/// The colleagues whose work is listed with an agent's own, when it is theirs that is asked.
fn stood_in_for(agent: Option<&Agent>, wanted: Option<&String>) -> Vec<String> {
    let own = agent.filter(|agent| wanted == Some(&agent.id));
    own.into_iter().flat_map(|agent| &agent.stands_in_for).map(|absent| absent.id.clone()).collect()
}

/// Services whose requests an agent may read.
pub(super) fn services_of(agent: Option<&Agent>) -> Result<Vec<Id>> {
    let agent = agent.ok_or_else(Error::forbidden)?;
    Ok(agent.services(Role::Reader).into_iter().map(|id| Id(id.to_owned())).collect())
}
