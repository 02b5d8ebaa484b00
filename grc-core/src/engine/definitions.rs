//! Publishing, and the compiled procedures of the store.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::texts::{in_force, warn_of_texts};
use super::{Engine, require_system};
use crate::check::{CompiledProcedure, Sources, check_beside, compile_sealed_list, is_sealed};
use crate::definition::{Bilingual, Diagnostic, Diagnostics, Id, Pointer, Procedure, Visibility};
use crate::error::{Error, ErrorCode, Result};
use crate::folding;
use crate::options::OptionSet;
use crate::request::history::Hash;
use crate::request::{Actor, Request};
use crate::store::{NewVersion, ProcedureVersion, Publication, Reading, StoreError, Withdrawal, read, write};
use crate::workflow::Process;

/// Compiled procedures, by id and version. Versions never change, but for the texts that are corrected: what is in the cache stays
/// true until the next publication.
#[derive(Default)]
pub(super) struct Cache {
    versions: RwLock<HashMap<(Id, u32), Cached>>,
    current: RwLock<Option<(u64, Arc<Vec<Current>>)>>,
    /// The lists that the versions share, by the hash of what was sealed.
    lists: RwLock<HashMap<Hash, Arc<OptionSet>>>,
}

/// A version, compiled with its texts as they are.
struct Cached {
    compiled: Arc<CompiledProcedure>,
    /// The publication until which it is known to be true.
    publication: u64,
    /// How many corrections of its texts it was compiled with.
    corrections: usize,
}

/// A procedure that is published now.
#[derive(Clone)]
pub(super) struct Current {
    pub(super) version: u32,
    pub(super) compiled: Arc<CompiledProcedure>,
}

impl Current {
    /// The processing of a scenario that takes requests.
    pub(super) fn process(&self, scenario: &str) -> Result<&Process> {
        if let Some((_, process)) = self.compiled.processes.iter().find(|(id, _)| id.as_str() == scenario) {
            return Ok(process);
        }
        if self.compiled.definition.scenarios.iter().any(|known| known.id.as_str() == scenario) {
            let message = Bilingual::new(
                "ce scénario ne prend pas de demande : il informe ou redirige",
                "this scenario takes no request: it informs or redirects",
            );
            return Err(Error::new(ErrorCode::ScenarioWithoutRequest, message).at("/scenario"));
        }
        Err(Error::not_found("scénario", "scenario").at("/scenario"))
    }
}

/// What a publication did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Its number. That of the last one, if nothing changed.
    pub publication: u64,
    /// Procedures that have a new version, in order of id.
    pub versions: Vec<PublishedVersion>,
    /// Procedures that were the same already, in order of id.
    pub unchanged: Vec<Id>,
    /// What someone should look at.
    pub warnings: Vec<Diagnostic>,
}

/// A new version of a procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PublishedVersion {
    /// The procedure.
    pub procedure: Id,
    /// Its version, from 1.
    pub version: u32,
}

impl Engine {
    /// Checks definitions without publishing them: all faults and warnings, in order. A procedure may refer to those
    /// published already, as far as the store can be read.
    pub fn check(&self, sources: &Sources) -> Vec<Diagnostic> {
        check_beside(sources, &self.published().unwrap_or_default()).diagnostics
    }

    fn published(&self) -> Result<Vec<Arc<CompiledProcedure>>> {
        Ok(self.current()?.iter().map(|one| Arc::clone(&one.compiled)).collect())
    }

    /// Publishes a set of definitions: all of it, or nothing. Procedures that are the same as in the store
    /// keep their version; those that are absent from the set are left as they are.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host; `invalid_definition` with every fault in `details`.
    pub fn publish(&self, actor: &Actor, sources: &Sources) -> Result<Published> {
        require_system(actor)?;
        let checked = check_beside(sources, &self.published()?);
        if checked.has_faults() {
            return Err(Error::definitions(&checked.diagnostics));
        }
        let now = self.now();
        let published = write(self.store(), |store| {
            let mut publication = Publication { at: Some(now), ..Publication::default() };
            let mut used = BTreeSet::new();
            let mut unchanged = Vec::new();
            let mut warnings = Diagnostics::new();
            for sealed in &checked.procedures {
                let last = store.procedure(sealed.id.as_str(), None)?;
                let same = |last: &ProcedureVersion| last.hash == sealed.hash && last.withdrawn.is_none();
                if last.as_ref().is_some_and(same) {
                    unchanged.push(sealed.id.clone());
                    continue;
                }
                if let Some(last) = last.as_ref().filter(|last| last.withdrawn.is_none()) {
                    self.warn_of_trial(store, sources, last, &mut warnings)?;
                    warn_of_texts(store, sources, last, sealed, &mut warnings)?;
                }
                used.extend(sealed.lists.iter().copied());
                publication.versions.push(NewVersion {
                    id: sealed.id.clone(),
                    version: last.map_or(0, |last| last.version).saturating_add(1),
                    hash: sealed.hash,
                    sealed: sealed.json.clone(),
                    words: sealed.texts.clone().map(|text| folding::words(&text).join(" ")),
                });
            }
            let lists = checked.lists.iter().filter(|list| used.contains(&list.hash));
            publication.lists = lists.map(|list| (list.hash, list.json.clone())).collect();
            let number = match publication.versions.is_empty() {
                true => store.publication()?,
                false => store.publish(&publication)?,
            };
            let versions = publication
                .versions
                .iter()
                .map(|version| PublishedVersion { procedure: version.id.clone(), version: version.version });
            Ok((number, versions.collect(), unchanged, warnings))
        })?;
        let (publication, versions, unchanged, found) = published;
        let mut warnings = checked.diagnostics;
        warnings.extend(sources.locate(found));
        Ok(Published { publication, versions, unchanged, warnings })
    }

    /// Warns that a procedure that all could find is from now on for testers alone.
    fn warn_of_trial(
        &self,
        store: &dyn Reading,
        sources: &Sources,
        last: &ProcedureVersion,
        warnings: &mut Diagnostics,
    ) -> Result<()> {
        let procedures = sources.value().get("procedures").and_then(|all| all.as_array());
        let known =
            |one: &serde_json::Value| one.get("id").and_then(|id| id.as_str()) == Some(last.id.as_str());
        let Some((index, new)) = procedures.into_iter().flatten().enumerate().find(|(_, one)| known(one))
        else {
            return Ok(());
        };
        let is_tried = new.get("trial").is_some_and(|trial| !trial.is_null());
        if is_tried && self.compiled(store, last)?.definition.trial.is_none() {
            let message = Bilingual::new(
                "cette démarche était ouverte à tous : à partir de cette version, seuls ses testeurs la voient",
                "this procedure was open to all: from this version on, only its testers see it",
            );
            let at = Pointer::root().key("procedures").index(index).key("trial");
            warnings.warning(&at, "definition.trial_hides_procedure", message);
        }
        Ok(())
    }

    /// Withdraws a procedure: it is no longer listed and takes no request; those filed go on.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host; `not_found` for the procedure or its replacement.
    pub fn withdraw(&self, actor: &Actor, procedure: &str, replacement: Option<&str>) -> Result<u64> {
        require_system(actor)?;
        let at = self.now();
        write(self.store(), |store| {
            for id in std::iter::once(procedure).chain(replacement) {
                if store.procedure(id, None)?.is_none_or(|version| version.withdrawn.is_some()) {
                    return Err(unknown_procedure());
                }
            }
            let withdrawal = Withdrawal { at, replacement: replacement.map(|id| Id(id.to_owned())) };
            store.publish(&Publication {
                at: Some(at),
                withdrawals: vec![(Id(procedure.to_owned()), withdrawal)],
                ..Publication::default()
            })
        })
    }

    /// Every procedure published now, compiled, by id. Read again only when something was published since.
    pub(super) fn current(&self) -> Result<Arc<Vec<Current>>> {
        let publication = self.store().publication()?;
        let cached = self.inner.definitions.current.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((number, current)) = cached
            && number == publication
        {
            return Ok(current);
        }
        read(self.store(), |store| {
            let publication = store.publication()?;
            let mut current = Vec::new();
            for version in store.current_procedures()? {
                let compiled = self.compiled(store, &version)?;
                current.push(Current { version: version.version, compiled });
            }
            let current = Arc::new(current);
            let mut slot = self.inner.definitions.current.write().unwrap_or_else(PoisonError::into_inner);
            *slot = Some((publication, Arc::clone(&current)));
            Ok(current)
        })
    }

    /// One procedure published now.
    pub(super) fn current_procedure(&self, id: &str) -> Result<Current> {
        let current = self.current()?;
        if let Some(found) = current.iter().find(|one| one.compiled.definition.id.as_str() == id) {
            return Ok(found.clone());
        }
        let withdrawal =
            read(self.store(), |store| store.procedure(id, None))?.and_then(|last| last.withdrawn);
        Err(match withdrawal {
            None => unknown_procedure(),
            Some(withdrawal) => {
                let message = Bilingual::new("cette démarche a été retirée", "this procedure was withdrawn");
                let details =
                    serde_json::json!({"withdrawn_at": withdrawal.at, "replacement": withdrawal.replacement});
                Error::new(ErrorCode::NotFound, message).at("/procedure").with_details(details)
            }
        })
    }

    /// Refuses a procedure that the actor may not know of. One for agents is shown to those of the town hall alone.
    pub(super) fn require_visible(&self, current: &Current, actor: &Actor) -> Result<()> {
        let visible = match (actor, current.compiled.definition.visibility) {
            (_, Visibility::Portal) => true,
            (_, Visibility::Agents) => self.is_of_the_town_hall(actor)?,
        };
        if visible && may_know(&current.compiled.definition, actor) {
            Ok(())
        } else {
            Err(unknown_procedure())
        }
    }

    /// How a request is processed: by the version under which it was filed.
    pub(super) fn process_of(&self, store: &dyn Reading, request: &Request) -> Result<Arc<Process>> {
        let compiled = self.procedure_of(store, request)?;
        let process = compiled.processes.get(&request.scenario);
        process.cloned().ok_or_else(|| Error::internal("a version lacks the scenario of its request"))
    }

    /// The version of its procedure under which a request was filed.
    pub(super) fn procedure_of(
        &self,
        store: &dyn Reading,
        request: &Request,
    ) -> Result<Arc<CompiledProcedure>> {
        self.version_of(store, &request.procedure, request.version)
    }

    /// One version of a procedure.
    pub(super) fn version_of(
        &self,
        store: &dyn Reading,
        id: &Id,
        number: u32,
    ) -> Result<Arc<CompiledProcedure>> {
        if let Some(compiled) = self.cached(id, number, store.publication()?) {
            return Ok(compiled);
        }
        let version = store.procedure(id.as_str(), Some(number))?;
        self.compiled(store, &version.ok_or_else(|| Error::internal("a store lacks a version"))?)
    }

    fn cached(&self, id: &Id, version: u32, publication: u64) -> Option<Arc<CompiledProcedure>> {
        let versions = self.inner.definitions.versions.read().unwrap_or_else(PoisonError::into_inner);
        let cached = versions.get(&(id.clone(), version)).filter(|cached| cached.publication == publication);
        cached.map(|cached| Arc::clone(&cached.compiled))
    }

    fn compiled(&self, store: &dyn Reading, version: &ProcedureVersion) -> Result<Arc<CompiledProcedure>> {
        let publication = store.publication()?;
        if let Some(compiled) = self.cached(&version.id, version.version, publication) {
            return Ok(compiled);
        }
        let corrections = store.text_corrections(version.id.as_str(), version.version)?;
        let key = (version.id.clone(), version.version);
        let versions = || self.inner.definitions.versions.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = versions().get_mut(&key)
            && known.corrections == corrections.len()
        {
            known.publication = publication;
            return Ok(Arc::clone(&known.compiled));
        }
        if !is_sealed(&version.sealed, &version.hash) {
            return Err(StoreError::Corrupt.into());
        }
        let compiled = Arc::new(self.compile_with(store, version, &in_force(&corrections))?);
        let corrections = corrections.len();
        versions().insert(key, Cached { compiled: Arc::clone(&compiled), publication, corrections });
        Ok(compiled)
    }

    /// A list, compiled once for all the versions that refer to it.
    pub(super) fn list(&self, store: &dyn Reading, hash: &Hash) -> Result<Arc<OptionSet>> {
        let cache = &self.inner.definitions.lists;
        if let Some(list) = cache.read().unwrap_or_else(PoisonError::into_inner).get(hash) {
            return Ok(Arc::clone(list));
        }
        let sealed = store.option_list(hash)?.ok_or_else(|| Error::internal("a store lacks a list"))?;
        if !is_sealed(&sealed, hash) {
            return Err(StoreError::Corrupt.into());
        }
        let list = Arc::new(compile_sealed_list(&sealed)?);
        let mut lists = cache.write().unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(lists.entry(*hash).or_insert(list)))
    }
}

/// Whether someone may know of a procedure as far as its trial goes: its testers and the host do. Business applications
/// know of none.
pub(super) fn may_know(procedure: &Procedure, actor: &Actor) -> bool {
    match (actor, &procedure.trial) {
        (Actor::Connector(_), _) => false,
        (Actor::System, _) | (_, None) => true,
        (Actor::Applicant(id) | Actor::Agent(id), Some(trial)) => trial.testers.contains(id),
    }
}

pub(super) fn unknown_procedure() -> Error {
    Error::not_found("démarche", "procedure").at("/procedure")
}
