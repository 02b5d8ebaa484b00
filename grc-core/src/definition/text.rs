//! Texts that a municipality writes, in one or several languages.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::Map;

use super::Language;

/// A text in the catalogue's language, or one text per language.
///
/// In a directory, a long text may stand in a file beside: `{"file": "conditions.md"}`, or one
/// such object per language. Files are read when the directory is loaded, so that a published
/// definition never refers to one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Text {
    /// The text itself, in the catalogue's language.
    Plain(String),
    /// The text's file, relative to the file that refers to it.
    File(TextFile),
    /// One text per language.
    ByLanguage(#[schemars(schema_with = "texts_by_language")] BTreeMap<Language, TextSource>),
}

/// One language's text, or the file that holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum TextSource {
    /// The text itself.
    Plain(String),
    /// The text's file, relative to the file that refers to it.
    File(TextFile),
}

/// A reference to a file of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TextFile {
    /// Relative path of the file, inside the catalogue's directory.
    pub file: String,
}

/// One property per language, where a map would let any key pass.
fn texts_by_language(generator: &mut SchemaGenerator) -> Schema {
    let text = generator.subschema_for::<TextSource>();
    let languages = [Language::French, Language::English];
    let properties: Map<_, _> =
        languages.into_iter().map(|language| (language.code().to_owned(), text.clone().to_value())).collect();
    json_schema!({
        "type": "object", "properties": properties, "additionalProperties": false, "minProperties": 1,
    })
}

impl Text {
    /// The text in `language`; in the first language written, if that one is missing.
    ///
    /// A file that was not read gives an empty text: publication refuses it.
    pub fn get(&self, language: Language) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::File(_) => "",
            Self::ByLanguage(texts) => match texts.get(&language).or_else(|| texts.values().next()) {
                Some(TextSource::Plain(text)) => text,
                Some(TextSource::File(_)) | None => "",
            },
        }
    }

    /// Every text written, with the suffix of its JSON Pointer (`""` or `/fr`).
    pub fn all(&self) -> Vec<(String, &str)> {
        match self {
            Self::Plain(text) => vec![(String::new(), text.as_str())],
            Self::File(_) => Vec::new(),
            Self::ByLanguage(texts) => texts
                .iter()
                .filter_map(|(language, source)| match source {
                    TextSource::Plain(text) => Some((format!("/{}", language.code()), text.as_str())),
                    TextSource::File(_) => None,
                })
                .collect(),
        }
    }

    /// Whether some part of the text is still a reference to a file.
    pub fn refers_to_a_file(&self) -> bool {
        match self {
            Self::Plain(_) => false,
            Self::File(_) => true,
            Self::ByLanguage(texts) => texts.values().any(|source| matches!(source, TextSource::File(_))),
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::Plain(text.to_owned())
    }
}
