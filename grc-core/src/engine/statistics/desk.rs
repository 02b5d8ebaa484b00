//! The making of figures: what the store counted, with the words that people read.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::Value as Json;

use super::figures::month;
use super::sheet::{Cell, Statistics, StatisticsColumn};
use super::{StatisticsKind, StatisticsQuery};
use crate::check::CompiledProcedure;
use crate::definition::{Bilingual, FieldKind, GivenLists, Id, Language, Name, Reader, State};
use crate::engine::Engine;
use crate::engine::definitions::Current;
use crate::error::{Error, ErrorCode, Result};
use crate::form::{Form, Reading as FormReading};
use crate::request::{Instant, Values};
use crate::store::{DelayFilter, Delays, FieldPath, Month, Reading, Tally, TallyFilter};
use crate::workflow::Process;

/// Where figures are made.
pub(super) struct Desk<'a> {
    pub(super) engine: &'a Engine,
    pub(super) store: &'a dyn Reading,
    pub(super) current: &'a [Current],
    pub(super) language: Language,
}

/// A sheet in the making: what its columns are called in French and in English.
type Columns = Vec<(&'static str, &'static str, &'static str)>;

const PROCEDURE: (&str, &str, &str) = ("procedure", "Démarche", "Procedure");
const STATE: (&str, &str, &str) = ("state", "État", "State");
const STATE_LABEL: (&str, &str, &str) = ("state_label", "Libellé de l'état", "Label of the state");
const REQUESTS: (&str, &str, &str) = ("requests", "Demandes", "Requests");

impl Desk<'_> {
    pub(super) fn tallies(&self, services: Option<Vec<Id>>, query: &StatisticsQuery) -> Result<Statistics> {
        let by_field =
            matches!(query.kind, StatisticsKind::ByStatusAndField | StatisticsKind::ByAgentAndField);
        let field = match (&query.field, by_field) {
            (Some(field), true) => Some(field_path(field)?),
            (None, false) => None,
            (None, true) => return Err(invalid("/query/field", "il faut un champ", "a field is needed")),
            (Some(_), false) => {
                return Err(invalid(
                    "/query/field",
                    "ces chiffres n'ont pas de champ",
                    "these figures have no field",
                ));
            }
        };
        let procedure = match &query.procedure {
            Some(id) => Some(
                self.procedure(id)?
                    .ok_or_else(|| Error::not_found("démarche", "procedure").at("/query/procedure"))?,
            ),
            None => None,
        };
        let labels = match (&field, &procedure) {
            (None, _) => None,
            (Some(field), Some(procedure)) => Some((self.countable(procedure, field)?, field.clone())),
            (Some(_), None) => {
                return Err(invalid("/query/procedure", "il faut une démarche", "a procedure is needed"));
            }
        };
        let (received_from, received_before) = self.period(query)?;
        let filter = TallyFilter {
            services,
            procedure: query.procedure.clone(),
            received_from,
            received_before,
            field,
        };
        let tallies = self.store.tallies(&filter)?;
        match query.kind {
            StatisticsKind::ByStatus | StatisticsKind::ByStatusAndField => self.by_status(&tallies, labels),
            _ => self.by_agent(&tallies, labels),
        }
    }

    fn by_status(&self, tallies: &[Tally], labels: Option<(Arc<Process>, FieldPath)>) -> Result<Statistics> {
        let mut columns: Columns = vec![PROCEDURE];
        columns.extend(value_columns(labels.is_some()));
        columns.extend([
            ("status", "Statut", "Status"),
            ("status_label", "Libellé du statut", "Label of the status"),
            STATE,
            STATE_LABEL,
            REQUESTS,
        ]);
        let mut sums = BTreeMap::new();
        for tally in tallies {
            let key = (&tally.procedure, &tally.value, &tally.status, tally.state);
            add(&mut sums, key, tally.requests);
        }
        let mut rows = Vec::new();
        for ((procedure, value, status, state), requests) in sums {
            let mut row = vec![Cell::from(procedure.as_str())];
            if let Some(process) = &labels {
                row.extend(self.value_cells(process, value.as_deref()));
            }
            let label = Cell::optional(self.status_label(procedure, status)?);
            let [state, state_label] = self.state_cells(state);
            row.extend([status.as_str().into(), label, state, state_label, requests.into()]);
            rows.push(row);
        }
        Ok(self.sheet(&columns, rows))
    }

    fn by_agent(&self, tallies: &[Tally], labels: Option<(Arc<Process>, FieldPath)>) -> Result<Statistics> {
        let mut columns: Columns = vec![("agent", "Agent", "Agent"), ("agent_name", "Nom", "Name")];
        columns.extend(value_columns(labels.is_some()));
        columns.extend([STATE, STATE_LABEL, REQUESTS]);
        let mut sums = BTreeMap::new();
        for tally in tallies {
            add(&mut sums, (&tally.agent, &tally.value, tally.state), tally.requests);
        }
        let mut rows = Vec::new();
        for ((agent, value, state), requests) in sums {
            let name = match agent {
                Some(id) => self.store.agent(id)?.map(|agent| agent.name),
                None => None,
            };
            let mut row = vec![Cell::optional(agent.as_deref()), Cell::optional(name)];
            if let Some(process) = &labels {
                row.extend(self.value_cells(process, value.as_deref()));
            }
            row.extend(self.state_cells(state));
            row.push(requests.into());
            rows.push(row);
        }
        Ok(self.sheet(&columns, rows))
    }

    pub(super) fn delays(&self, services: Option<Vec<Id>>, query: &StatisticsQuery) -> Result<Statistics> {
        if query.field.is_some() {
            return Err(invalid(
                "/query/field",
                "ces chiffres n'ont pas de champ",
                "these figures have no field",
            ));
        }
        if let Some(id) = &query.procedure
            && self.procedure(id)?.is_none()
        {
            return Err(Error::not_found("démarche", "procedure").at("/query/procedure"));
        }
        require_order(query)?;
        let filter = DelayFilter {
            services,
            procedure: query.procedure.clone(),
            from: query.from.map_or(Month(0), month),
            to: query.to.map_or(Month(u32::MAX), month),
        };
        let columns: Columns = vec![
            PROCEDURE,
            ("month", "Mois", "Month"),
            ("closed", "Demandes closes", "Closed requests"),
            ("median_ms", "Délai médian (ms)", "Median time (ms)"),
            ("ninetieth_ms", "90e centile (ms)", "90th percentile (ms)"),
            ("dated", "Demandes à échéance", "Dated requests"),
            ("on_time", "Dans les délais", "On time"),
            ("on_time_percent", "Part dans les délais (%)", "Share on time (%)"),
        ];
        let rows = self.store.delays(&filter)?.into_iter().map(delay_row).collect();
        Ok(self.sheet(&columns, rows))
    }

    fn sheet(&self, columns: &Columns, rows: Vec<Vec<Cell>>) -> Statistics {
        let columns = columns.iter().map(|(id, french, english)| StatisticsColumn {
            id: (*id).to_owned(),
            label: (*self.language.pick(french, english)).to_owned(),
        });
        Statistics { columns: columns.collect(), rows, csv: None }
    }

    /// The last version of a procedure, withdrawn or not.
    fn procedure(&self, id: &Id) -> Result<Option<Arc<CompiledProcedure>>> {
        if let Some(found) = self.current.iter().find(|one| one.compiled.definition.id == *id) {
            return Ok(Some(Arc::clone(&found.compiled)));
        }
        match self.store.procedure(id.as_str(), None)? {
            None => Ok(None),
            Some(version) => self.engine.version_of(self.store, id, version.version).map(Some),
        }
    }

    /// What a status is called in the last version of its procedure; nothing, if that version has it no longer.
    fn status_label(&self, procedure: &Id, status: &Name) -> Result<Option<String>> {
        let Some(procedure) = self.procedure(procedure)? else { return Ok(None) };
        let known = procedure.processes.values().find_map(|process| process.status(status));
        Ok(known.map(|status| status.label.get(self.language).to_owned()))
    }

    /// A state, and as people read it.
    fn state_cells(&self, state: State) -> [Cell; 2] {
        [state.name().into(), state.label_in(self.language).into()]
    }

    /// The scenario whose field it is, of a type that has few values.
    fn countable(&self, procedure: &CompiledProcedure, path: &FieldPath) -> Result<Arc<Process>> {
        let few = |process: &&Arc<Process>| {
            let Some((form, name)) = form_of(process, path) else {
                return process
                    .sectors
                    .iter()
                    .any(|(division, _)| *path == FieldPath::Sector(division.clone()));
            };
            form.fields().iter().any(|field| {
                let kind = field.kind();
                let is_closed = matches!(
                    kind,
                    FieldKind::Choice(_)
                        | FieldKind::Boolean(_)
                        | FieldKind::Consent(_)
                        | FieldKind::Commune(_)
                        | FieldKind::Departement(_)
                        | FieldKind::Country(_)
                );
                field.id() == name.as_str() && is_closed
            })
        };
        procedure.processes.values().find(few).cloned().ok_or_else(|| {
            invalid(
                "/query/field",
                "ce n'est pas un champ de la démarche dont la valeur est choisie parmi quelques-unes",
                "this is no field of the procedure whose value is chosen among few",
            )
        })
    }

    /// A value, and as people read it.
    fn value_cells(&self, (process, path): &(Arc<Process>, FieldPath), value: Option<&str>) -> [Cell; 2] {
        let Some(value) = value.and_then(|text| serde_json::from_str::<Json>(text).ok()) else {
            return [Cell::Absent(()), Cell::Absent(())];
        };
        let stored = match &value {
            Json::String(text) => text.clone(),
            other => other.to_string(),
        };
        let Some((form, name)) = form_of(process, path) else {
            let label = self.sector_title(process, path, &stored);
            return [Cell::Text(stored), Cell::optional(label)];
        };
        let (lists, zone) = (GivenLists::new(), process.town.zone);
        let reading = FormReading { language: self.language, zone, lists: &lists, files: &[] };
        let answers = Values::from_iter([(name.as_str().to_owned(), value)]);
        let summary = form.summary(&answers, Reader::Agent, reading);
        let label = summary.sections.into_iter().flat_map(|section| section.lines).next();
        [Cell::Text(stored), Cell::optional(label.map(|line| line.value))]
    }

    /// What a sector of the division is called, while the town has it.
    fn sector_title(&self, process: &Process, path: &FieldPath, sector: &str) -> Option<String> {
        let FieldPath::Sector(division) = path else { return None };
        let sector = process.town.divisions.get(division.as_str())?.sector(sector)?;
        Some(sector.title.get(self.language).to_owned())
    }

    /// The instants between which requests were received.
    fn period(&self, query: &StatisticsQuery) -> Result<(Option<Instant>, Option<Instant>)> {
        require_order(query)?;
        // The town's days; without a procedure, no request either.
        let town = self.current.first().map(|current| Arc::clone(&current.compiled.town));
        let start = |day: Option<NaiveDate>| Some(town.as_ref()?.start_of(day?));
        Ok((start(query.from), start(query.to.and_then(|day| day.succ_opt()))))
    }
}

fn add<K: Ord>(sums: &mut BTreeMap<K, u64>, key: K, requests: u64) {
    let sum = sums.entry(key).or_default();
    *sum = sum.saturating_add(requests);
}

fn value_columns(by_field: bool) -> Columns {
    let columns: Columns =
        vec![("value", "Valeur", "Value"), ("value_label", "Libellé de la valeur", "Label of the value")];
    if by_field { columns } else { Vec::new() }
}

fn delay_row(delays: Delays) -> Vec<Cell> {
    let Month(month) = delays.month;
    let percent = delays.on_time.saturating_mul(100).checked_div(delays.dated);
    vec![
        delays.procedure.as_str().into(),
        Cell::Text(format!("{:04}-{:02}", month / 100, month % 100)),
        delays.closed.into(),
        delays.median.into(),
        delays.ninetieth.into(),
        delays.dated.into(),
        delays.on_time.into(),
        percent.map_or(Cell::Absent(()), Cell::Number),
    ]
}

/// The form of a field, and the field; none for a division of the town.
fn form_of<'a>(process: &'a Process, path: &'a FieldPath) -> Option<(&'a Form, &'a Name)> {
    match path {
        FieldPath::Answer(name) => Some((&process.form, name)),
        FieldPath::Data(name) => Some((&process.data, name)),
        FieldPath::Sector(_) => None,
    }
}

fn field_path(text: &str) -> Result<FieldPath> {
    let name = |name: &str| Name(name.to_owned());
    match text.split_once('.') {
        Some(("answers", field)) => Ok(FieldPath::Answer(name(field))),
        Some(("data", field)) => Ok(FieldPath::Data(name(field))),
        Some(("sectors", division)) => Ok(FieldPath::Sector(name(division))),
        _ => Err(invalid(
            "/query/field",
            "un champ s'écrit `answers.…`, `data.…` ou `sectors.…`",
            "a field is written `answers.…`, `data.…` or `sectors.…`",
        )),
    }
}

fn require_order(query: &StatisticsQuery) -> Result<()> {
    match (query.from, query.to) {
        (Some(from), Some(to)) if to < from => Err(invalid(
            "/query/to",
            "la période finit avant de commencer",
            "the period ends before it begins",
        )),
        _ => Ok(()),
    }
}

fn invalid(path: &str, french: &str, english: &str) -> Error {
    Error::new(ErrorCode::InvalidInput, Bilingual::new(french, english)).at(path)
}
