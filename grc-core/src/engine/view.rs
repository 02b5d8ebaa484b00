//! What an actor sees of a request. What applicants see is listed here, not subtracted.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::corrections;
use super::task_view::TaskReader;
use super::{CorrectionView, EndedTaskView, Engine, FileView, LinkView, SectorView, TaskView};
use crate::definition::{GivenLists, Id, Language, Name, Origin, Outcome, Reader, State};
use crate::error::Result;
use crate::facts::Facts;
use crate::form::{self, FieldState, Form, Summary};
use crate::request::{
    Actor, Agent, Applicant, Claim, Correspondent, FailedPush, Former, Instant, Party, Provenance, Request,
    RequestId, Values,
};
use crate::store::Reading;
use crate::workflow::{Access, OfferedTransition};

/// A request, as someone may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RequestView {
    /// Identifier.
    pub id: RequestId,
    /// What people call it.
    pub reference: String,
    /// What it was in the former system from which it was taken over, if it was. What has no place here (`kept`) is for those
    /// who process it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former: Option<Former>,
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
    /// What agents sort it by. Agents and the host see it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<Id>,
    /// Its identifier in the business application. Agents and the host see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// The last call to the business application that was given up, until one of the same operation is answered. Agents and the
    /// host see it; `said` is the application's own text: it is to be shown as a text, and as one from outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed_push: Option<FailedPush>,
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
    /// Of whom an answer is awaited, in what the town hall and the applicant write to each other; nobody, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awaiting: Option<Correspondent>,
    /// Its other people, and of whom an answer is awaited: for agents and the host.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Party>,
    /// The sectors in which it is, by division: for agents and the host.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sectors: BTreeMap<Name, SectorView>,
    /// What was filled in while processing, as far as the reader may read it.
    pub data: Values,
    /// The files given with it that the reader may read.
    pub files: Vec<FileView>,
    /// The requests to which it is tied: all of them for agents and the host; for its applicant, those that were
    /// created from it, or the one from which it was, when they are theirs.
    pub links: Vec<LinkView>,
    /// What it has of scarce things. Agents and the host see it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    /// Its open tasks. Agents and the host see them.
    pub tasks: Vec<TaskView>,
    /// Its tasks that have ended, with what was answered. Agents and the host see them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ended_tasks: Vec<EndedTaskView>,
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
    /// Its layout, a UI schema of JSON Forms; `null` when it asks nothing.
    #[serde(default)]
    pub ui: Json,
    /// What to show of each field before anything is answered, with the options of choices.
    #[serde(default)]
    pub fields: Vec<FieldState>,
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
        let reader = access.reader().unwrap_or(Reader::Applicant);
        let performer = access.performer().unwrap_or(reader);
        let standing = if inside { request.standing() } else { request.shown_standing() };
        let status = process.status(&standing.status);
        let answers = process.form.readable_by(&request.answers, reader);
        let provenance = request.provenance.iter().filter(|(name, _)| inside && answers.contains_key(*name));
        let now = self.now();
        let (offered, facts) = (process.offered(request, actor, agent, now), process.facts(request, now));
        let reading =
            form::Reading { language, zone: process.town.zone, lists: &request.lists, files: &request.files };
        let sectors = request.sectors.iter().filter(|_| inside).filter_map(|(division, sector)| {
            let sector = process.town.divisions.get(division.as_str())?.sector(sector.as_str())?;
            Some((division.clone(), SectorView::told(sector, language)))
        });
        let tasks = inside.then_some(TaskReader { process: &process, request, actor, agent, now, language });
        Ok(RequestView {
            id: request.id,
            reference: request.reference.clone(),
            former: request.former.clone().map(|former| match access >= Access::Contributor {
                true => former,
                false => Former { kept: Values::new(), ..former },
            }),
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
            closed_at: standing.closed_at,
            status_label: status.map(|status| status.label.get(language).to_owned()).unwrap_or_default(),
            status: standing.status,
            state: standing.state,
            outcome: standing.outcome,
            service: request.service.clone(),
            agent: request.agent.clone().filter(|_| inside),
            tags: if inside { request.tags.clone() } else { BTreeSet::new() },
            external_id: request.external_id.clone().filter(|_| inside),
            failed_push: request.failed_push.clone().filter(|_| inside),
            provenance: provenance.map(|(name, source)| (name.clone(), *source)).collect(),
            answers,
            summary: process.form.summary(&request.answers, reader, reading),
            corrections: corrections::views(request, &process, reader, language, self.now()),
            awaiting: request.awaiting.clone(),
            parties: if inside { request.parties.clone() } else { Vec::new() },
            sectors: sectors.collect(),
            data: process.data.readable_by(&request.data, reader),
            files: self.files_of(store, request, reader)?,
            links: self.links_of(store, request, access, actor)?,
            claims: if inside { request.claims.clone() } else { Vec::new() },
            tasks: tasks.as_ref().map(TaskReader::open_tasks).unwrap_or_default(),
            ended_tasks: tasks.as_ref().map(TaskReader::ended_tasks).unwrap_or_default(),
            transitions: offered
                .iter()
                .map(|offer| offer_view(offer, (request, &process.form), &facts, language, performer))
                .collect(),
            revision: request.revision,
        })
    }
}

/// A transition on offer, with its form before anything is answered.
pub(super) fn offer_view(
    offer: &OfferedTransition<'_>,
    (request, answered): (&Request, &Form),
    facts: &Facts<'_>,
    language: Language,
    reader: Reader,
) -> OfferView {
    let transition = offer.transition;
    let form = &transition.form;
    let asks = !form.is_empty();
    OfferView {
        id: transition.id.clone(),
        label: offer.label(language).to_owned(),
        confirm: transition.confirm.as_ref().map(|text| text.get(language).to_owned()),
        form: if transition.amends {
            corrections::schema(request, answered, language, Reader::Applicant)
        } else if asks {
            form.schema_in(language, reader)
        } else {
            Json::Null
        },
        ui: if asks { form.ui(language, reader) } else { Json::Null },
        fields: form.states(&Values::new(), &GivenLists::new(), facts, reader, language),
    }
}
