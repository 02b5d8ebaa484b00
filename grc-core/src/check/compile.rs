//! Definitions compiled: what publication verifies, and what the engine runs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::corrected::{self, CorrectedText};
use super::created::check_created;
use super::references::check_references;
use super::rest::Rest;
use super::seal::{Sealed, SealedList, seal, seal_lists, unseal};
use super::source::Sources;
use crate::definition::{
    Catalogue, Diagnostic, Diagnostics, Id, OptionList, Pointer, Procedure, Severity, Theme,
};
use crate::error::{Error, Result};
use crate::facts::{ProcedureFacts, Town, names};
use crate::form::Surroundings;
use crate::options::{OptionSet, SharedLists, compile_lists};
use crate::request::history::Hash;
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
    /// The lists that they refer to, each once; none, if there are faults.
    pub lists: Vec<SealedList>,
}

impl Checked {
    /// Whether something prevents publication.
    pub fn has_faults(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Fault)
    }
}

/// Verifies definitions: shape, references, forms, conditions, texts, circuits. All faults at once; those of an item
/// without shape hide only what else is wrong with it and with the procedures that refer to it.
pub fn check(sources: &Sources) -> Checked {
    check_beside(sources, &[])
}

/// The same, beside what is published already: to that also, a procedure of the set may refer.
pub fn check_beside(sources: &Sources, published: &[Arc<CompiledProcedure>]) -> Checked {
    let catalogue = match sources.read() {
        Ok(catalogue) => catalogue,
        Err(faults) => {
            let diagnostics = in_order(with_those_of_the_rest(sources, faults));
            return Checked { diagnostics, procedures: Vec::new(), lists: Vec::new() };
        }
    };
    let (compiled, mut faults) = compile_all(&catalogue);
    check_created(&compiled, published, &mut faults);
    let has_faults = faults.has_faults();
    let diagnostics = in_order(sources.locate(faults));
    if has_faults {
        return Checked { diagnostics, procedures: Vec::new(), lists: Vec::new() };
    }
    let lists = seal_lists(sources);
    let sealed = catalogue.procedures.iter().filter_map(|one| seal(sources, &catalogue, &lists, &one.id));
    let mut procedures: Vec<Sealed> = sealed.collect();
    procedures.sort_by(|one, other| one.id.cmp(&other.id));
    let is_used = |list: &SealedList| procedures.iter().any(|sealed| sealed.lists.contains(&list.hash));
    let lists = lists.into_iter().filter(is_used).collect();
    Checked { diagnostics, procedures, lists }
}

/// Faults of some items, and with them what can be said of all the others.
pub(super) fn with_those_of_the_rest(sources: &Sources, faults: Diagnostics) -> Vec<Diagnostic> {
    let places = faults.as_slice().iter().map(|fault| fault.pointer.as_str());
    let rest = Rest::of(sources.value(), places);
    let mut all = faults;
    if let Some(rest) = rest {
        let found = compile_all(&rest.catalogue).1.into_vec();
        rest.in_the_set(found).for_each(|one| all.add(one));
    }
    sources.locate(all)
}

/// Compiles all that a catalogue holds, and tells what is wrong with it.
fn compile_all(catalogue: &Catalogue) -> (Vec<CompiledProcedure>, Diagnostics) {
    let mut faults = Diagnostics::new();
    check_references(catalogue, &mut faults);
    let town = Arc::new(Town::compile(catalogue, &mut faults));
    town.divisions.warn_of_overlaps(&Pointer::root().key("sectors"), &mut faults);
    let lists = compile_lists(&catalogue.lists, &mut faults);
    let compiled = catalogue.procedures.iter().enumerate().map(|(index, procedure)| {
        let at = Pointer::root().key("procedures").index(index);
        compile(procedure, catalogue, &lists, &town, &at, &mut faults)
    });
    let compiled: Vec<CompiledProcedure> = compiled.collect();
    for process in compiled.iter().flat_map(|procedure| procedure.processes.values()) {
        process.lint_loose_calls(&mut faults);
    }
    (compiled, faults)
}

/// Compiles a sealed list.
///
/// # Errors
/// `internal` when it is not what this engine sealed.
pub fn compile_sealed_list(sealed: &str) -> Result<OptionSet> {
    let damaged = || Error::internal("a sealed list cannot be compiled");
    let list: OptionList = serde_json::from_str(sealed).map_err(|_| damaged())?;
    let mut faults = Diagnostics::new();
    let set = OptionSet::of_list(&list, &Pointer::root(), &mut faults);
    if faults.has_faults() { Err(damaged()) } else { Ok(set) }
}

/// Compiles a sealed procedure: the only one of its catalogue. `list` gives each list that it refers to, by its hash:
/// many versions share one.
///
/// # Errors
/// `internal` when it is not what this engine sealed: a version, once published, always compiles. Those of `list`.
pub fn compile_sealed(
    sealed: &str,
    list: impl FnMut(&Hash) -> Result<Arc<OptionSet>>,
) -> Result<CompiledProcedure> {
    compile_corrected(sealed, &[], list)?.map_err(|_| damaged())
}

fn damaged() -> Error {
    Error::internal("a sealed procedure cannot be compiled")
}

/// The same, some of whose texts say something else. The faults of these, at their places in the list of texts; a text that
/// the procedure does not have is one.
///
/// # Errors
/// As [`compile_sealed`].
pub fn compile_corrected(
    sealed: &str,
    texts: &[CorrectedText],
    mut list: impl FnMut(&Hash) -> Result<Arc<OptionSet>>,
) -> Result<Result<CompiledProcedure, Vec<Diagnostic>>> {
    let (mut catalogue, hashes) = unseal(sealed).ok_or_else(damaged)?;
    let places = match corrected::write(&mut catalogue, texts) {
        Ok(places) => places,
        Err(unknown) => return Ok(Err(unknown)),
    };
    let catalogue: Catalogue = serde_json::from_value(catalogue).map_err(|_| damaged())?;
    let lists =
        hashes.into_iter().map(|(id, hash)| Ok((id, list(&hash)?))).collect::<Result<SharedLists>>()?;
    let mut faults = Diagnostics::new();
    let town = Arc::new(Town::compile(&catalogue, &mut faults));
    let procedure = catalogue.procedures.first().ok_or_else(damaged)?;
    let at = Pointer::root().key("procedures").index(0);
    let compiled = compile(procedure, &catalogue, &lists, &town, &at, &mut faults);
    if faults.has_faults() {
        return Ok(Err(corrected::told(faults.into_vec(), &places)));
    }
    Ok(Ok(compiled))
}

fn compile(
    procedure: &Procedure,
    catalogue: &Catalogue,
    lists: &SharedLists,
    town: &Arc<Town>,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> CompiledProcedure {
    let scope = names::everywhere(town);
    let surroundings =
        Surroundings { blocks: &catalogue.blocks, lists, scope: &scope, language: town.language };
    let routes = Routes::compile(procedure, &surroundings, at, faults);
    let setting = Setting { catalogue, lists, town, procedure, parties: &[], attachable: &[] };
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
