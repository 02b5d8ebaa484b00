//! What an actor sees of a request. What applicants see is listed here, not subtracted.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::corrections;
use super::{CorrectionView, Engine, FileView, SectorView};
use crate::definition::{Id, Language, Name, Origin, Outcome, Reader, State};
use crate::error::Result;
use crate::form::{self, Form, Summary};
use crate::request::{Actor, Agent, Applicant, Instant, Provenance, Request, RequestId, Task, Values};
use crate::store::{Reading, TaskSummary};
use crate::workflow::{Access, OfferedTransition};

/// A request, as someone may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RequestView {
    /// Identifier.
    pub id: RequestId,
    /// What people call it.
    pub reference: String,
    /// What a person without an account follows it with. The applicant and the host see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracking_code: Option<String>,
    /// Whether the procedure was only tried.
    pub trial: bool,
    /// The procedure.
    pub procedure: Id,
    /// Its title.
    pub procedure_title: String,
    /// The procedure's version.
    pub version: u32,
    /// The scenario.
    pub scenario: Id,
    /// How it came.
    pub origin: Origin,
    /// The applicant.
    pub applicant: Applicant,
    /// When the town hall got it.
    pub received_at: Instant,
    /// When it was entered.
    pub submitted_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
    /// When it was closed, if it is.
    pub closed_at: Option<Instant>,
    /// Its status.
    pub status: Name,
    /// What the status is called.
    pub status_label: String,
    /// What the status amounts to.
    pub state: State,
    /// How it ended, if it did.
    pub outcome: Option<Outcome>,
    /// The service in charge.
    pub service: Id,
    /// The agent in charge. Agents and the host see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// Its identifier in the business application. Agents and the host see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// What was answered, as far as the reader may read it.
    pub answers: Values,
    /// Where the answers come from that nobody typed: for agents and the host.
    #[serde(default, skip_serializing_if = "Provenance::is_empty")]
    pub provenance: Provenance,
    /// The same, as people read it: labels, in the form's order.
    pub summary: Summary,
    /// What the applicant was asked to correct, and what they changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<CorrectionView>,
    /// The sectors in which it is, by division: for agents and the host.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sectors: BTreeMap<Name, SectorView>,
    /// What was filled in while processing, as far as the reader may read it.
    pub data: Values,
    /// The files given with it that the reader may read.
    pub files: Vec<FileView>,
    /// Its open tasks. Agents and the host see them.
    pub tasks: Vec<TaskSummary>,
    /// What the reader may do now.
    pub transitions: Vec<OfferView>,
    /// Number of the last event that changed it.
    pub revision: u64,
}

/// A transition that someone may perform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OfferView {
    /// Its name.
    pub id: Name,
    /// What its button says.
    pub label: String,
    /// Question to put before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirm: Option<String>,
    /// JSON Schema of what it asks; `null` when it asks nothing.
    pub form: Json,
}

impl Engine {
    /// A request, as someone with `access` may see it.
    pub(super) fn view(
        &self,
        store: &dyn Reading,
        request: &Request,
        access: Access,
        actor: &Actor,
        agent: Option<&Agent>,
        language: Language,
    ) -> Result<RequestView> {
        let procedure = self.procedure_of(store, request)?;
        let process = self.process_of(store, request)?;
        let inside = access > Access::Applicant;
        let reader = if inside { Reader::Agent } else { Reader::Applicant };
        let status = process.status(&request.status);
        let offered = process.offered(request, actor, agent, self.now());
        let reading =
            form::Reading { language, zone: process.town.zone, lists: &request.lists, files: &request.files };
        let tasks = request.open_tasks().filter(|_| inside).map(|task| task_summary(request, task));
        let sectors = request.sectors.iter().filter(|_| inside).filter_map(|(division, sector)| {
            let sector = process.town.divisions.get(division.as_str())?.sector(sector.as_str())?;
            Some((division.clone(), SectorView::told(sector, language)))
        });
        Ok(RequestView {
            id: request.id,
            reference: request.reference.clone(),
            tracking_code: matches!(access, Access::Applicant | Access::System)
                .then(|| request.tracking_code.clone()),
            trial: request.trial,
            procedure: request.procedure.clone(),
            procedure_title: procedure.definition.title.get(language).to_owned(),
            version: request.version,
            scenario: request.scenario.clone(),
            origin: request.origin,
            applicant: request.applicant.clone(),
            received_at: request.received_at,
            submitted_at: request.submitted_at,
            updated_at: request.updated_at,
            closed_at: request.closed_at,
            status: request.status.clone(),
            status_label: status.map(|status| status.label.get(language).to_owned()).unwrap_or_default(),
            state: request.state,
            outcome: request.outcome,
            service: request.service.clone(),
            agent: request.agent.clone().filter(|_| inside),
            external_id: request.external_id.clone().filter(|_| inside),
            answers: process.form.readable_by(&request.answers, reader),
            provenance: if inside { request.provenance.clone() } else { Provenance::new() },
            summary: process.form.summary(&request.answers, reader, reading),
            corrections: corrections::views(request, &process, reader, language, self.now()),
            sectors: sectors.collect(),
            data: process.data.readable_by(&request.data, reader),
            files: self.files_of(store, request, reader)?,
            tasks: tasks.collect(),
            transitions: offered
                .iter()
                .map(|offer| offer_view(offer, (request, &process.form), language, reader))
                .collect(),
            revision: request.revision,
        })
    }
}

fn task_summary(request: &Request, task: &Task) -> TaskSummary {
    TaskSummary {
        id: task.id,
        request: request.id,
        reference: request.reference.clone(),
        procedure: request.procedure.clone(),
        title: task.title.clone(),
        service: task.service.clone(),
        agent: task.agent.clone(),
        due: task.due,
        opened_at: task.opened_at,
        sort_key: 0,
    }
}

fn offer_view(
    offer: &OfferedTransition<'_>,
    (request, form): (&Request, &Form),
    language: Language,
    reader: Reader,
) -> OfferView {
    let transition = offer.transition;
    OfferView {
        id: transition.id.clone(),
        label: offer.label(language).to_owned(),
        confirm: transition.confirm.as_ref().map(|text| text.get(language).to_owned()),
        form: if transition.amends {
            corrections::schema(request, form, language, Reader::Applicant)
        } else if transition.form.is_empty() {
            Json::Null
        } else {
            transition.form.schema_in(language, reader)
        },
    }
}
