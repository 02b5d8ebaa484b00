//! Texts of published procedures, corrected without a new version: what people are written from then on, about open requests too.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::definitions::Current;
use super::{Engine, require_system};
use crate::check::{
    CompiledProcedure, CorrectedText, Sealed, Sources, UNKNOWN_TEXT, compile_corrected, compile_sealed, says,
};
use crate::definition::{
    Bilingual, Diagnostic, Diagnostics, Id, NewWords, Pointer, Procedure, TextReference,
};
use crate::error::{Error, ErrorCode, Result};
use crate::request::{Actor, Instant, Role};
use crate::store::{ProcedureVersion, Publication, Reading, TextCorrection, read, write};

/// What a correction did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CorrectedTexts {
    /// Number of the publication that it is.
    pub publication: u64,
    /// The procedures whose text it is.
    pub procedures: Vec<CorrectedProcedure>,
}

/// The versions of a procedure whose text was corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CorrectedProcedure {
    /// The procedure.
    pub procedure: Id,
    /// The versions that say it now.
    pub versions: Vec<u32>,
    /// Those that say what they did: they do not have this text, or it names something that they do not have.
    pub unchanged: Vec<u32>,
}

/// A text that was corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CorrectedTextView {
    /// The procedure.
    pub procedure: Id,
    /// The last version that it corrects.
    pub version: u32,
    /// When.
    pub at: Instant,
    /// Who corrected it.
    pub by: Actor,
    /// The text.
    pub text: TextReference,
    /// What it says; what was published, if absent.
    pub words: Option<NewWords>,
}

impl Engine {
    /// Has a text of a procedure say something else from now on, without a new version: what is written about open requests says it
    /// too. It is checked as at publication, against the current version; versions before take it if they can. The next version
    /// says what it is published with. Without `words`, what was published is said again.
    ///
    /// Without a procedure, a shared template is corrected in all that use it.
    ///
    /// # Errors
    /// `not_found` for the procedure or the text; `forbidden` unless the actor is the host or, of one procedure, a manager of its
    /// service; `invalid_input` for words that say nothing or are files; `invalid_definition` with every fault.
    pub fn correct_text(
        &self,
        actor: &Actor,
        procedure: Option<&str>,
        text: &TextReference,
        words: Option<&NewWords>,
    ) -> Result<CorrectedTexts> {
        words.map_or(Ok(()), require_words)?;
        let current = match (procedure, text) {
            (Some(id), _) => {
                let current = self.current_procedure(id)?;
                self.require_visible(&current, actor)?;
                self.require_manager(actor, &current.compiled.definition)?;
                vec![current]
            }
            (None, TextReference::Template(_)) => {
                require_system(actor)?;
                self.current()?.to_vec()
            }
            (None, TextReference::Communication(_)) => {
                require_system(actor)?;
                let message = Bilingual::new("un message est d'une démarche", "a message is of a procedure");
                return Err(Error::new(ErrorCode::InvalidInput, message).at("/procedure"));
            }
        };
        let at = self.now();
        let (number, corrected) = write(self.store(), |store| {
            let mut texts = Vec::new();
            for Current { version, compiled } in &current {
                let id = compiled.definition.id.clone();
                let known = store.procedure(id.as_str(), Some(*version))?.ok_or_else(unknown_text)?;
                if self.may_be_corrected(store, &known, text, words)? {
                    let (text, words) = (text.clone(), words.cloned());
                    texts.push(TextCorrection {
                        at,
                        by: actor.clone(),
                        procedure: id,
                        version: *version,
                        text,
                        words,
                    });
                }
            }
            if texts.is_empty() {
                return Err(unknown_text());
            }
            let corrected: Vec<Id> = texts.iter().map(|text| text.procedure.clone()).collect();
            Ok((store.publish(&Publication { at: Some(at), texts, ..Publication::default() })?, corrected))
        })?;
        let procedures = corrected.into_iter().map(|id| self.corrected(id, text)).collect::<Result<_>>()?;
        Ok(CorrectedTexts { publication: number, procedures })
    }

    /// The texts of a procedure that were corrected, each time, in order.
    ///
    /// # Errors
    /// `not_found`; `forbidden` unless the actor is the host or a manager of its service.
    pub fn corrected_texts(&self, actor: &Actor, procedure: &str) -> Result<Vec<CorrectedTextView>> {
        let current = self.current_procedure(procedure)?;
        self.require_visible(&current, actor)?;
        self.require_manager(actor, &current.compiled.definition)?;
        let corrections = read(self.store(), |store| store.text_corrections(procedure, 0))?;
        let view = |correction: TextCorrection| {
            let TextCorrection { at, by, procedure, version, text, words } = correction;
            CorrectedTextView { procedure, version, at, by, text, words }
        };
        Ok(corrections.into_iter().map(view).collect())
    }

    /// Refuses whoever is neither the host nor a manager of the service of a procedure.
    pub(super) fn require_manager(&self, actor: &Actor, procedure: &Procedure) -> Result<()> {
        let agent = read(self.store(), |store| self.acting_agent(store, actor))?;
        let manages = agent.is_some_and(|agent| agent.has(Role::Manager, procedure.service.as_str()));
        if manages { Ok(()) } else { require_system(actor) }
    }

    /// Whether a version has the text, and may say these words.
    fn may_be_corrected(
        &self,
        store: &dyn Reading,
        version: &ProcedureVersion,
        text: &TextReference,
        words: Option<&NewWords>,
    ) -> Result<bool> {
        let corrections = store.text_corrections(version.id.as_str(), version.version)?;
        let mut texts = in_force(&corrections);
        let Some(words) = words else { return Ok(texts.iter().any(|(known, _)| known == text)) };
        let rank = correct(&mut texts, text, words);
        match compile_corrected(&version.sealed, &texts, |hash| self.list(store, hash))? {
            Ok(_) => Ok(true),
            Err(faults) if is_unknown(&faults, rank) => Ok(false),
            Err(faults) => Err(Error::definitions(&of_words(faults, rank, "/words"))),
        }
    }

    fn corrected(&self, procedure: Id, text: &TextReference) -> Result<CorrectedProcedure> {
        read(self.store(), |store| {
            let (mut versions, mut unchanged) = (Vec::new(), Vec::new());
            for (_, number) in store.versions()?.into_iter().filter(|(id, _)| *id == procedure) {
                let Some(version) = store.procedure(procedure.as_str(), Some(number))? else { continue };
                let corrections = store.text_corrections(procedure.as_str(), number)?;
                let texts: Vec<_> =
                    in_force(&corrections).into_iter().filter(|(known, _)| known == text).collect();
                let compiled = compile_corrected(&version.sealed, &texts, |hash| self.list(store, hash))?;
                if compiled.is_ok() { versions.push(number) } else { unchanged.push(number) }
            }
            versions.sort_unstable();
            unchanged.sort_unstable();
            Ok(CorrectedProcedure { procedure: procedure.clone(), versions, unchanged })
        })
    }

    /// A version compiled with those of the texts that it can say.
    pub(super) fn compile_with(
        &self,
        store: &dyn Reading,
        version: &ProcedureVersion,
        texts: &[CorrectedText],
    ) -> Result<CompiledProcedure> {
        if texts.is_empty() {
            return compile_sealed(&version.sealed, |hash| self.list(store, hash));
        }
        let compile = |texts: &[CorrectedText]| {
            compile_corrected(&version.sealed, texts, |hash| self.list(store, hash))
        };
        if let Ok(compiled) = compile(texts)? {
            return Ok(compiled);
        }
        let mut kept = Vec::new();
        for text in texts {
            kept.push(text.clone());
            if compile(&kept)?.is_err() {
                kept.pop();
            }
        }
        compile(&kept)?.map_err(|_| Error::internal("a corrected procedure cannot be compiled"))
    }
}

/// What texts say, once all corrections were made.
pub(super) fn in_force(corrections: &[TextCorrection]) -> Vec<CorrectedText> {
    let mut texts: BTreeMap<TextReference, NewWords> = BTreeMap::new();
    for correction in corrections {
        let before = texts.remove(&correction.text);
        if let Some(words) = &correction.words {
            texts.insert(correction.text.clone(), words.clone().after(before.unwrap_or_default()));
        }
    }
    texts.into_iter().collect()
}

/// Adds a correction to others. Gives its rank.
pub(super) fn correct(texts: &mut Vec<CorrectedText>, text: &TextReference, words: &NewWords) -> usize {
    if let Some(rank) = texts.iter().position(|(known, _)| known == text) {
        if let Some((_, before)) = texts.get_mut(rank) {
            *before = words.clone().after(std::mem::take(before));
        }
        return rank;
    }
    texts.push((text.clone(), words.clone()));
    texts.len() - 1
}

/// Whether the text of that rank is one that the procedure does not have.
pub(super) fn is_unknown(faults: &[Diagnostic], rank: usize) -> bool {
    let at = Pointer::root().index(rank);
    faults.iter().any(|fault| fault.code == UNKNOWN_TEXT && fault.pointer == at.as_str())
}

/// Faults of the text of that rank, told where whoever corrects it wrote them.
pub(super) fn of_words(mut faults: Vec<Diagnostic>, rank: usize, words: &str) -> Vec<Diagnostic> {
    let at = format!("/{rank}/");
    for fault in &mut faults {
        if let Some(inside) = fault.pointer.strip_prefix(&at) {
            fault.pointer = format!("{words}/{inside}");
        }
    }
    faults
}

/// Refuses words that say nothing, or that stand in files.
pub(super) fn require_words(words: &NewWords) -> Result<()> {
    if words.texts().next().is_none() {
        let message = Bilingual::new(
            "il faut un objet, un corps ou un corps HTML",
            "this must have a subject, a body or an HTML body",
        );
        return Err(Error::new(ErrorCode::InvalidInput, message).at("/words"));
    }
    match words.texts().find(|(_, text)| text.refers_to_a_file()) {
        None => Ok(()),
        Some((key, _)) => {
            let message = Bilingual::new(
                "il faut le texte lui-même, non son fichier",
                "this must be the text itself, not its file",
            );
            Err(Error::new(ErrorCode::InvalidInput, message).at(format!("/words/{key}")))
        }
    }
}

/// Warns that a new version does not say what a text of the last one was corrected to.
pub(super) fn warn_of_texts(
    store: &dyn Reading,
    sources: &Sources,
    last: &ProcedureVersion,
    sealed: &Sealed,
    warnings: &mut Diagnostics,
) -> Result<()> {
    let texts = in_force(&store.text_corrections(last.id.as_str(), last.version)?);
    if texts.iter().all(|text| says(&sealed.json, text)) {
        return Ok(());
    }
    let procedures = sources.value().get("procedures").and_then(|all| all.as_array());
    let is_last =
        |one: &serde_json::Value| one.get("id").and_then(|id| id.as_str()) == Some(last.id.as_str());
    if let Some(index) = procedures.and_then(|all| all.iter().position(is_last)) {
        let message = Bilingual::new(
            "des textes de cette démarche avaient été corrigés : la nouvelle version dit autre chose",
            "texts of this procedure had been corrected: the new version says something else",
        );
        let at = Pointer::root().key("procedures").index(index);
        warnings.warning(&at, "definition.corrected_text_lost", message);
    }
    Ok(())
}

pub(super) fn unknown_text() -> Error {
    Error::not_found("texte", "text").at("/text")
}
