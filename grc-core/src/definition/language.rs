//! The languages in which the engine itself speaks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language of texts and messages, written as its ISO 639-1 code.
///
/// French is the default everywhere: it is the language of the administration, and every
/// message of the engine exists in it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub enum Language {
    /// French (`fr`).
    #[default]
    #[serde(rename = "fr")]
    French,
    /// English (`en`).
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// The ISO 639-1 code, as written in catalogues and requests.
    pub fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }

    /// Chooses between the two texts of one message.
    pub fn pick<T>(self, french: T, english: T) -> T {
        match self {
            Self::French => french,
            Self::English => english,
        }
    }
}
