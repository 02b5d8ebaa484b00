//! From the files of a directory to one catalogue.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Sources;
use crate::check::compile::with_those_of_the_rest;
use crate::check::shape::{Beside, check_shape, files};
use crate::definition::{Bilingual, Diagnostic, Diagnostics, Pointer, Severity, did_you_mean};
use crate::json::{Limits, parse};

/// The file that concerns the whole catalogue.
const WHOLE: &str = "catalogue.json";

/// Folders whose files are one item each; the catalogue's key has the same name.
pub(super) const FOLDERS: [&str; 7] =
    ["procedures", "workflows", "blocks", "templates", "lists", "connectors", "sectors"];

pub(super) fn assemble(files: Vec<(String, Vec<u8>)>) -> Result<Sources, Vec<Diagnostic>> {
    let mut assembly = Assembly {
        contents: files.into_iter().collect(),
        sources: Sources::from_value(Value::Object(Map::new())),
        of_files: Vec::new(),
        of_texts: Diagnostics::new(),
    };
    assembly.read_whole();
    assembly.read_items();
    assembly.read_texts();
    let Assembly { sources, of_files: mut faults, of_texts: mut of_items, .. } = assembly;
    if faults.is_empty() && !of_items.has_faults() {
        return Ok(sources);
    }
    check_shape(&sources.value, &mut of_items);
    // Nothing refers to a procedure; but what refers to another part whose file cannot be read would seem wrong.
    let is_of_a_procedure =
        |fault: &Diagnostic| fault.file.as_deref().is_some_and(|file| file.starts_with("procedures/"));
    faults.extend(match faults.iter().all(is_of_a_procedure) {
        true => with_those_of_the_rest(&sources, of_items),
        false => sources.locate(of_items),
    });
    Err(faults)
}

struct Assembly {
    contents: BTreeMap<String, Vec<u8>>,
    sources: Sources,
    /// Files that cannot be read, or stand where none is expected.
    of_files: Vec<Diagnostic>,
    /// Files beside that cannot be read, at the places that name them.
    of_texts: Diagnostics,
}

impl Assembly {
    fn read_whole(&mut self) {
        match self.read_json(WHOLE) {
            Some(value) => self.sources.value = value,
            None if self.contents.contains_key(WHOLE) => {}
            None => self.fault(
                WHOLE,
                "definition.missing_file",
                Bilingual::new(
                    format!("il manque le fichier `{WHOLE}`"),
                    format!("the file `{WHOLE}` is missing"),
                ),
            ),
        }
        self.sources.files.insert(String::new(), WHOLE.to_owned());
    }

    fn read_items(&mut self) {
        let paths: Vec<String> =
            self.contents.keys().filter(|path| path.ends_with(".json") && *path != WHOLE).cloned().collect();
        for path in paths {
            match path.split_once('/').map(|(folder, _)| folder) {
                Some(folder) if FOLDERS.contains(&folder) => {
                    if let Some(item) = self.read_json(&path) {
                        self.add_item(folder, item, &path);
                    }
                }
                folder => self.fault(&path, "definition.unknown_file", unknown_place(folder)),
            }
        }
    }

    fn add_item(&mut self, folder: &str, item: Value, path: &str) {
        // A whole or a list of the wrong type is told as such by the check of shapes.
        let Value::Object(catalogue) = &mut self.sources.value else { return };
        let list = catalogue.entry(folder).or_insert_with(|| Value::Array(Vec::new()));
        let Value::Array(items) = list else { return };
        let at = Pointer::root().key(folder).index(items.len());
        items.push(item);
        self.sources.files.insert(at.as_str().to_owned(), path.to_owned());
    }

    fn read_json(&mut self, path: &str) -> Option<Value> {
        let bytes = self.contents.get(path)?;
        match parse(bytes, Limits::DEFINITION) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.of_files.push(Diagnostic {
                    severity: Severity::Fault,
                    file: Some(path.to_owned()),
                    pointer: fault.pointer.clone(),
                    code: fault.problem.code(),
                    message: fault.message(),
                });
                None
            }
        }
    }

    /// Puts the text of each file beside in place of its path.
    fn read_texts(&mut self) {
        for (at, path, beside) in files(&self.sources.value) {
            match self.read_text(&at, &path) {
                Ok((file, text)) => {
                    let (read, at_text) = match beside {
                        Beside::Text => (Value::String(text), at.clone()),
                        Beside::Table => (json!({"csv": text}), at.key("csv")),
                    };
                    if let Some(place) = self.sources.value.pointer_mut(at.as_str()) {
                        *place = read;
                        self.sources.files.insert(at_text.as_str().to_owned(), file);
                    }
                }
                Err((code, message)) => self.of_texts.fault(&at.key("file"), code, message),
            }
        }
    }

    fn read_text(&self, at: &Pointer, path: &str) -> Result<(String, String), (&'static str, Bilingual)> {
        let from = self.sources.origin(at.as_str()).map_or(WHOLE, |(_, file)| file);
        let file = resolve(from, path).ok_or_else(|| {
            let message = Bilingual::new(
                format!("le chemin `{path}` doit être relatif et rester dans le répertoire du catalogue"),
                format!("the path `{path}` must be relative and stay inside the catalogue's directory"),
            );
            ("definition.path_outside", message)
        })?;
        let bytes = self.contents.get(&file).ok_or_else(|| {
            let meant = did_you_mean(&file, self.contents.keys().map(String::as_str));
            let message = Bilingual::new(
                format!("il n'y a pas de fichier `{file}`{}", meant.french),
                format!("there is no file `{file}`{}", meant.english),
            );
            ("definition.missing_file", message)
        })?;
        let text = std::str::from_utf8(bytes).map_err(|_| {
            let message = Bilingual::new(
                format!("le fichier `{file}` n'est pas un texte en UTF-8"),
                format!("the file `{file}` is not a text in UTF-8"),
            );
            ("definition.not_utf8", message)
        })?;
        // What an editor or a checkout adds is not part of the text: it would change its hash.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
        Ok((file, text.trim_end().to_owned()))
    }

    fn fault(&mut self, path: &str, code: &'static str, message: Bilingual) {
        self.of_files.push(Diagnostic {
            severity: Severity::Fault,
            file: Some(path.to_owned()),
            pointer: String::new(),
            code,
            message,
        });
    }
}

fn unknown_place(folder: Option<&str>) -> Bilingual {
    let folders = FOLDERS.map(|name| format!("`{name}/`")).join(", ");
    let meant = did_you_mean(folder.unwrap_or_default(), FOLDERS);
    Bilingual::new(
        format!("un fichier JSON se place dans l'un de ces dossiers : {folders}{}", meant.french),
        format!("a JSON file stands in one of these folders: {folders}{}", meant.english),
    )
}

/// The path, from the directory, that `path` means in the file `from`. None if it leaves the directory.
fn resolve(from: &str, path: &str) -> Option<String> {
    if path.starts_with('/') || path.contains(['\\', ':', '\0']) {
        return None;
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}
