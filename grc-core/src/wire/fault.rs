//! What is wrong with a request, and how faults are told in results.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use crate::definition::{Bilingual, Diagnostic, Language, Severity};
use crate::error::{Error, ErrorCode};
use crate::form::AnswerFault;
use crate::identifier::IdentifierFault;

/// Most characters of a name that a message repeats.
const REPEATED: usize = 60;

/// A request that says none, or several, of the members of which it must say one.
pub(super) fn not_one_of(keys: &[&str]) -> Error {
    let keys = keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    let message = Bilingual::new(
        format!("il faut une clé et une seule parmi {keys}"),
        format!("there must be exactly one key among {keys}"),
    );
    Error::new(ErrorCode::InvalidInput, message)
}

/// What `key` holds must stand in the request or come beside it, and only once.
pub(super) fn not_once(key: &str) -> Error {
    let message = Bilingual::new(
        format!("`{key}` est attendu dans la demande, ou son contenu à côté d'elle, et une seule fois"),
        format!("`{key}` is expected in the request, or its content beside it, and only once"),
    );
    Error::new(ErrorCode::InvalidInput, message).at(format!("/{key}"))
}

/// Something came beside a request that can do nothing with it.
pub(super) fn nothing_beside(operation: &str) -> Error {
    let message = Bilingual::new(
        format!("l'opération `{operation}` ne prend ni fichier ni dossier à côté de sa demande"),
        format!("the operation `{operation}` takes no file or directory beside its request"),
    );
    Error::new(ErrorCode::InvalidInput, message)
}

/// An identifier, or the name of its kind, at fault at `path`.
pub fn of_identifier(code: ErrorCode, fault: IdentifierFault, path: &str) -> Error {
    let IdentifierFault { code: rule, message } = fault;
    let told = json!({"path": path, "code": rule, "message": {"fr": message.french, "en": message.english}});
    Error::new(code, message).at(path).with_details(json!({"faults": [told]}))
}

/// The beginning of a name that may be of any length.
pub(super) fn shortened(name: &str) -> String {
    let short: String = name.chars().take(REPEATED).collect();
    if short.len() < name.len() { format!("{short}…") } else { short }
}

/// One thing wrong with answers.
#[derive(Serialize, JsonSchema)]
pub(super) struct Fault {
    /// JSON Pointer into the answers.
    path: String,
    /// Pointers of the other answers that the rule is about.
    related: Vec<String>,
    /// The rule: a dotted name that never changes.
    code: &'static str,
    /// The rule in words.
    message: String,
}

impl Fault {
    pub(super) fn told(fault: &AnswerFault, language: Language) -> Self {
        Self {
            path: fault.path.clone(),
            related: fault.related.clone(),
            code: fault.code,
            message: fault.message(language),
        }
    }
}

/// One thing wrong with a definition, or to be looked at.
#[derive(Serialize, JsonSchema)]
pub(super) struct DefinitionFault {
    /// `fault` prevents publication, `warning` does not.
    severity: Severity,
    /// File in which it stands, relative to the catalogue's directory, when there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    /// JSON Pointer into the file, or into the catalogue.
    pointer: String,
    /// The rule: a dotted name that never changes.
    code: &'static str,
    /// The rule in words.
    message: String,
}

impl DefinitionFault {
    pub(super) fn told(diagnostic: &Diagnostic, language: Language) -> Self {
        Self {
            severity: diagnostic.severity,
            file: diagnostic.file.clone(),
            pointer: diagnostic.pointer.clone(),
            code: diagnostic.code,
            message: diagnostic.message.get(language).to_owned(),
        }
    }
}
