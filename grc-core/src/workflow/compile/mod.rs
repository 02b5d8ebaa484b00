//! From a definition to a compiled [`Process`]: references resolved, expressions and texts checked.

mod actions;
mod attachments;
mod authentication;
mod circuit;
mod claims;
mod closed;
mod communications;
mod connector;
mod correspondence;
mod document_files;
mod layout;
mod links;
mod operation;
mod parameters;
mod parties;
mod retry;
mod sectors;
mod tasks;
mod texts;
mod timing;
mod values;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::definition::{
    ApiHandling, Bilingual, Catalogue, Diagnostics, Handling, Name, PartyDefinition, Pointer, Procedure,
    Scenario, ScenarioKind, did_you_mean,
};
use crate::expr::{Duration, Root, Scope};
use crate::facts::{ProcedureFacts, Town, names};
use crate::form::{Form, Surroundings};
use crate::options::SharedLists;

pub use attachments::Attachable;

use super::Process;
use super::process::{Destination, Status};

/// What surrounds the scenario that is compiled.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The catalogue that holds the shared parts.
    pub catalogue: &'a Catalogue,
    /// Its lists of options, compiled.
    pub lists: &'a SharedLists,
    /// The town.
    pub town: &'a Arc<Town>,
    /// The procedure.
    pub procedure: &'a Procedure,
    /// The other people of the scenario's requests: known once it is compiled.
    pub parties: &'a [PartyDefinition],
    /// The fields whose files may go with messages: known once it is compiled.
    pub attachable: &'a [Attachable],
}

impl Process {
    /// Compiles a scenario that takes requests; `None` for one that does not, or if a shared part is missing.
    pub fn compile(
        scenario: &Scenario,
        setting: Setting<'_>,
        at: &Pointer,
        faults: &mut Diagnostics,
    ) -> Option<Self> {
        let (handling, connector) = match &scenario.kind {
            ScenarioKind::Online(handling) => (handling, None),
            ScenarioKind::Api(ApiHandling { connector, handling }) => (handling, Some(connector)),
            ScenarioKind::Information(_) | ScenarioKind::Redirect(_) => return None,
        };
        let setting = Setting { parties: &handling.parties, ..setting };
        let everywhere = names::everywhere(setting.town);
        let surroundings = Surroundings {
            blocks: &setting.catalogue.blocks,
            lists: setting.lists,
            scope: &everywhere,
            language: setting.town.language,
        };
        let asked = Surroundings { scope: &names::of_a_form(&everywhere), ..surroundings };
        let form = Form::compile(&handling.form, Root::Answers, &asked, &at.key("form"), faults);
        let draft_lifetime = draft_lifetime(handling, at, faults);

        let located = circuit::locate(&handling.workflow, setting.catalogue, at, faults)?;
        let parameters = parameters::compile(&located, faults);
        let data = Form::from_fields(
            &located.workflow.data.fields,
            Root::Data,
            &surroundings,
            &located.at.key("data").key("fields"),
            faults,
        );
        let attachable = attachments::attachable(&form, &data);
        let setting = Setting { attachable: &attachable, ..setting };
        let sectors = sectors::compile(
            &handling.sectors,
            (&form, &everywhere),
            setting.town,
            &at.key("sectors"),
            faults,
        );
        let divisions = sectors.iter().map(|(division, _)| division);
        let scope = names::of_a_circuit(&everywhere, &form, &data, parameters.record, divisions);
        let connector = match connector {
            None => None,
            Some(reference) => connector::compile(reference, setting.catalogue, &scope, &data, at, faults),
        };
        let consultation = tasks::consultation(&surroundings);
        let compiler = circuit::Compiler {
            scope: &scope,
            surroundings: Surroundings { scope: &scope, ..surroundings },
            data: &data,
            town: setting.town,
            setting,
            connector: connector.as_ref(),
            consultation: &consultation,
        };
        let statuses = compiler.statuses(&located, faults);
        let communications =
            communications::compile(&handling.communications, setting, &scope, &statuses, at, faults);
        let parties = parties::compile(&handling.parties, &scope, &at.key("parties"), faults);
        let layout = layout::compile(setting.catalogue.layout.as_ref(), setting.town, &everywhere, faults);
        let claims = claims::compile(&handling.claims, &scope, &at.key("claims"), faults);
        let process = Self {
            scenario: scenario.id.clone(),
            procedure: ProcedureFacts::of(setting.procedure, setting.town.language),
            town: Arc::clone(setting.town),
            diverted_to: setting.procedure.trial.as_ref().map(|trial| trial.messages_to.clone()),
            applicant: handling.applicant.clone(),
            draft_lifetime,
            form,
            data,
            parameters: parameters.value,
            circuit_at: located.at,
            initial: located.workflow.initial.clone(),
            goes_back: goes_back(&statuses),
            statuses,
            sectors,
            parties,
            communications,
            layout: layout?,
            claims,
            connector,
            consultation,
            correspondence: correspondence::form(&surroundings),
        };
        communications::check_notices(
            &process.notices(),
            &handling.communications,
            &process.circuit_at,
            faults,
        );
        Some(process)
    }
}

fn goes_back(statuses: &BTreeMap<Name, Status>) -> bool {
    let mut transitions = statuses.values().flat_map(|status| &status.transitions);
    transitions.any(|transition| transition.to == Destination::Previous)
}

fn draft_lifetime(handling: &Handling, at: &Pointer, faults: &mut Diagnostics) -> Duration {
    handling.draft_lifetime.parse().unwrap_or_else(|_| {
        bad_duration(&at.key("draft_lifetime"), faults);
        Duration::default()
    })
}

fn bad_duration(at: &Pointer, faults: &mut Diagnostics) {
    let message = Bilingual::new(
        "une durée s'écrit comme `P1M`, `P15D` ou `PT30M` (ISO 8601)",
        "a duration is written like `P1M`, `P15D` or `PT30M` (ISO 8601)",
    );
    faults.fault(at, "definition.duration", message);
}

/// A fault: `name`, of kind `what` (French, English), is not among `known`.
fn unknown<'a>(
    what: (&str, &str),
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
    at: &Pointer,
    faults: &mut Diagnostics,
) {
    let hint = did_you_mean(name, known);
    let message = Bilingual::new(
        format!("{} inconnu : `{name}`{}", what.0, hint.french),
        format!("unknown {}: `{name}`{}", what.1, hint.english),
    );
    faults.fault(at, "definition.unknown_reference", message);
}

/// The names of a circuit, and those of the input of some transitions.
fn with_input(scope: &Scope, forms: impl IntoIterator<Item = crate::expr::Record>) -> Scope {
    let fields = forms
        .into_iter()
        .flat_map(|record| record.iter().map(|(name, ty)| (name.to_owned(), ty.clone())).collect::<Vec<_>>());
    scope.clone().with(Root::Input, fields.collect::<crate::expr::Record>().into())
}
