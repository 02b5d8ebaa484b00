//! A whole catalogue as one JSON value, and where each of its parts came from.

mod assembly;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde_json::Value;

use super::shape::{check_shape, files};
use crate::definition::{Bilingual, Catalogue, Diagnostic, Diagnostics, Pointer};
use crate::json::{JsonFault, Limits, parse};

/// A catalogue as it was written: one JSON value, with the files that its parts came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sources {
    value: Value,
    /// The file of each part that came from one, by the part's pointer in the catalogue.
    files: BTreeMap<String, String>,
}

impl Sources {
    /// A catalogue given whole, without files, already read. Of a key that stood twice in its text, nothing tells any
    /// more: from a text, [`Sources::from_json`] is better.
    pub fn from_value(value: Value) -> Self {
        Self { value, files: BTreeMap::new() }
    }

    /// A catalogue given whole, as the text of one JSON value.
    ///
    /// # Errors
    /// What is wrong with the text, with its place: not JSON, a key that stands twice in an object, a number with
    /// decimals, too long or too deep.
    pub fn from_json(text: &[u8]) -> Result<Self, JsonFault> {
        parse(text, Limits::DEFINITION).map(Self::from_value)
    }

    /// A catalogue made of the files of a directory: paths relative to it, with `/`, and contents.
    ///
    /// `catalogue.json` holds what concerns the whole (language, time zone, settings, themes,
    /// services); each `.json` file under `procedures/`, `workflows/`, `blocks/`, `templates/`,
    /// `lists/`, `connectors/` and `sectors/` is one item. A text written `{"file": "x.md"}` is read from that
    /// file, relative to the one that names it, without leaving the directory; line ends become
    /// `\n`, and spaces at the end go. The options of a list, written `{"file": "x.csv"}`, are read in the
    /// same way. The items of a kind follow one another in the order of their
    /// paths. Files that nothing names are ignored, unless they end in `.json`.
    ///
    /// # Errors
    /// Files that are not JSON or stand where none is expected, texts that cannot be read; with
    /// them, the faults of shape of what could be read.
    pub fn assemble(files: Vec<(String, Vec<u8>)>) -> Result<Self, Vec<Diagnostic>> {
        assembly::assemble(files)
    }

    /// The whole catalogue, as written.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// Reads the catalogue.
    ///
    /// # Errors
    /// Every fault of shape, at its place in the whole (see [`Sources::locate`]); texts and lists that would stand in a file beside, when there is none.
    pub fn read(&self) -> Result<Catalogue, Diagnostics> {
        let mut faults = Diagnostics::new();
        check_shape(&self.value, &mut faults);
        for (at, _, _) in files(&self.value) {
            let message = Bilingual::new(
                "un texte ou une liste ne peut être dans un fichier que si le catalogue vient d'un répertoire",
                "a text or a list may stand in a file only when the catalogue comes from a directory",
            );
            faults.fault(&at, "definition.file_without_directory", message);
        }
        if !faults.has_faults() {
            match serde_json::from_value(self.value.clone()) {
                Ok(catalogue) => return Ok(catalogue),
                // The check of shapes is stricter than serde, which a property test verifies; were it
                // not, what serde says is better than nothing.
                Err(error) => faults.fault(
                    &Pointer::root(),
                    "definition.unreadable",
                    Bilingual::new(format!("illisible : {error}"), format!("unreadable: {error}")),
                ),
            }
        }
        Err(faults)
    }

    /// Gives diagnostics about the catalogue the file that each is about, and their pointer in it.
    pub fn locate(&self, diagnostics: Diagnostics) -> Vec<Diagnostic> {
        diagnostics.into_vec().into_iter().map(|diagnostic| self.locate_one(diagnostic)).collect()
    }

    fn locate_one(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        if diagnostic.file.is_none()
            && let Some((part, file)) = self.origin(&diagnostic.pointer)
        {
            diagnostic.file = Some(file.to_owned());
            diagnostic.pointer = diagnostic.pointer.strip_prefix(part).unwrap_or_default().to_owned();
        }
        diagnostic
    }

    /// The smallest part around `pointer` that came from a file, and that file.
    fn origin<'a>(&'a self, pointer: &'a str) -> Option<(&'a str, &'a str)> {
        let mut part = pointer;
        loop {
            if let Some(file) = self.files.get(part) {
                return Some((part, file));
            }
            (part, _) = part.rsplit_once('/')?;
        }
    }
}
