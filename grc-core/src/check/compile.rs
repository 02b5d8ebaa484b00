//! Definitions compiled: what publication verifies, and what the engine runs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::references::check_references;
use super::seal::{Sealed, seal};
use super::source::Sources;
use crate::definition::{Catalogue, Diagnostic, Diagnostics, Id, Pointer, Procedure, Severity, Theme};
use crate::error::{Error, Result};
use crate::facts::{ProcedureFacts, Town, names};
use crate::form::Surroundings;
use crate::routing::Routes;
use crate::workflow::{Process, Setting};

/// A procedure, ready to be offered and processed. Shared between threads.
#[derive(Debug)]
pub struct CompiledProcedure {
    /// Its definition.
    pub definition: Procedure,
    /// The themes of its catalogue.
    pub themes: Vec<Theme>,
    /// The town.
    pub town: Arc<Town>,
    /// What expressions know of it.
    pub facts: ProcedureFacts,
    /// Its scenarios, and to whom each is offered.
    pub routes: Routes,
    /// How the requests of each scenario that takes some are processed.
    pub processes: BTreeMap<Id, Arc<Process>>,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Faults and warnings: by file, then by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The procedures sealed, in order of id; none, if there are faults.
    pub procedures: Vec<Sealed>,
}

impl Checked {
    /// Whether something prevents publication.
    pub fn has_faults(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Fault)
    }
}

/// Verifies definitions: shape, references, forms, conditions, texts, circuits. All faults at once; but those of
/// shape hide the others, since what has no shape cannot be compiled.
pub fn check(sources: &Sources) -> Checked {
    let catalogue = match sources.read() {
        Ok(catalogue) => catalogue,
        Err(diagnostics) => return Checked { diagnostics: in_order(diagnostics), procedures: Vec::new() },
    };
    let mut faults = Diagnostics::new();
    check_references(&catalogue, &mut faults);
    let town = Arc::new(Town::compile(&catalogue, &mut faults));
    for (index, procedure) in catalogue.procedures.iter().enumerate() {
        let at = Pointer::root().key("procedures").index(index);
        compile(procedure, &catalogue, &town, &at, &mut faults);
    }
    let sealed = catalogue.procedures.iter().filter_map(|one| seal(sources, &catalogue, &one.id));
    let mut procedures: Vec<Sealed> = if faults.has_faults() { Vec::new() } else { sealed.collect() };
    procedures.sort_by(|one, other| one.id.cmp(&other.id));
    Checked { diagnostics: in_order(sources.locate(faults)), procedures }
}

/// Compiles a sealed procedure: the only one of its catalogue.
///
/// # Errors
/// `internal` when it is not what this engine sealed: a version, once published, always compiles.
pub fn compile_sealed(sealed: &str) -> Result<CompiledProcedure> {
    let damaged = || Error::internal("a sealed procedure cannot be compiled");
    let catalogue: Catalogue = serde_json::from_str(sealed).map_err(|_| damaged())?;
    let mut faults = Diagnostics::new();
    let town = Arc::new(Town::compile(&catalogue, &mut faults));
    let procedure = catalogue.procedures.first().ok_or_else(damaged)?;
    let at = Pointer::root().key("procedures").index(0);
    let compiled = compile(procedure, &catalogue, &town, &at, &mut faults);
    if faults.has_faults() { Err(damaged()) } else { Ok(compiled) }
}

fn compile(
    procedure: &Procedure,
    catalogue: &Catalogue,
    town: &Arc<Town>,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> CompiledProcedure {
    let scope = names::everywhere(town);
    let surroundings = Surroundings {
        blocks: &catalogue.blocks,
        lists: &catalogue.lists,
        scope: &scope,
        language: town.language,
    };
    let routes = Routes::compile(procedure, &surroundings, at, faults);
    let setting = Setting { catalogue, town, procedure };
    let mut processes = BTreeMap::new();
    for (index, scenario) in procedure.scenarios.iter().enumerate() {
        let at = at.key("scenarios").index(index);
        if let Some(process) = Process::compile(scenario, setting, &at, faults) {
            process.lint(faults);
            processes.insert(scenario.id.clone(), Arc::new(process));
        }
    }
    CompiledProcedure {
        definition: procedure.clone(),
        themes: catalogue.themes.clone(),
        town: Arc::clone(town),
        facts: ProcedureFacts::of(procedure, town.language),
        routes,
        processes,
    }
}

/// By file, then in the order in which they were found. What is told of a shared part by each procedure that uses
/// it is told once.
fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(|one, other| one.file.cmp(&other.file));
    let mut told = BTreeSet::new();
    diagnostics.retain(|one| {
        told.insert((one.file.clone(), one.pointer.clone(), one.code, one.message.english.clone()))
    });
    diagnostics
}
