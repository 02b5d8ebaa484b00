//! Faults and warnings of definitions: where, which rule, and in plain words.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use super::Language;

/// One text in the two languages of the engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bilingual {
    /// In French.
    pub french: String,
    /// In English.
    pub english: String,
}

impl Bilingual {
    /// Joins the two texts of one message.
    pub fn new(french: impl Into<String>, english: impl Into<String>) -> Self {
        Self { french: french.into(), english: english.into() }
    }

    /// The text in `language`.
    pub fn get(&self, language: Language) -> &str {
        language.pick(&self.french, &self.english)
    }
}

/// Whether a definition can be published with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Nothing of the set is published.
    Fault,
    /// The set is published; someone should look.
    Warning,
}

/// One thing wrong with a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether it prevents publication.
    pub severity: Severity,
    /// File in which it stands, relative to the catalogue's directory, when there is one.
    pub file: Option<String>,
    /// JSON Pointer (RFC 6901) inside the file, or inside the catalogue.
    pub pointer: String,
    /// The rule: a dotted name that never changes (`definition.unknown_key`).
    pub code: &'static str,
    /// The rule in words, with a suggestion where there is one.
    pub message: Bilingual,
}

impl Diagnostic {
    /// `file#pointer: message (code)`, in `language`.
    pub fn display(&self, language: Language) -> String {
        let file = self.file.as_deref().unwrap_or_default();
        format!("{file}#{}: {} ({})", self.pointer, self.message.get(language), self.code)
    }
}

/// A JSON Pointer under construction.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pointer(String);

impl Pointer {
    /// The pointer of the whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// The member `key` of what this points to.
    #[must_use]
    pub fn key(&self, key: impl AsRef<str>) -> Self {
        let escaped = key.as_ref().replace('~', "~0").replace('/', "~1");
        Self(format!("{}/{escaped}", self.0))
    }

    /// The element `index` of what this points to.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// This pointer followed by `suffix`, itself a pointer.
    #[must_use]
    pub fn join(&self, suffix: &str) -> Self {
        Self(format!("{}{suffix}", self.0))
    }

    /// The pointer as RFC 6901 writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// All that is wrong with a set of definitions, gathered in one pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Nothing wrong yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what prevents publication.
    pub fn fault(&mut self, at: &Pointer, code: &'static str, message: Bilingual) {
        self.push(Severity::Fault, at, code, message);
    }

    /// Adds what someone should look at.
    pub fn warning(&mut self, at: &Pointer, code: &'static str, message: Bilingual) {
        self.push(Severity::Warning, at, code, message);
    }

    fn push(&mut self, severity: Severity, at: &Pointer, code: &'static str, message: Bilingual) {
        self.0.push(Diagnostic { severity, file: None, pointer: at.as_str().to_owned(), code, message });
    }

    /// Adds a diagnostic made elsewhere.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Whether something prevents publication.
    pub fn has_faults(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Fault)
    }

    /// The diagnostics, in the order in which they were found.
    pub fn as_slice(&self) -> &[Diagnostic] {
        &self.0
    }

    /// Gives the diagnostics away.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.0
    }
}

/// The name among `known` that is closest to `wrong`, if one is close enough to be meant.
pub fn closest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (wrong.chars().count() / 3).clamp(1, 3);
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(wrong, name), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, name)| name)
}

/// The end of a message about `wrong`: the name that was probably meant, or nothing.
pub fn did_you_mean<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Bilingual {
    match closest(wrong, known) {
        Some(name) => {
            Bilingual::new(format!(" ; vouliez-vous dire `{name}` ?"), format!("; did you mean `{name}`?"))
        }
        None => Bilingual::new("", ""),
    }
}
