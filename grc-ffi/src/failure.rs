//! Why a call came to nothing.

use grc_core::{Error, Language};
use serde_json::{Value as Json, json};

use crate::status::meaning;

/// Why a call came to nothing.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A misuse of the interface: a status of its own.
    Misuse(i32),
    /// The engine's answer, in the language that was asked.
    Engine(Error, Language),
}

pub(crate) type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// A failure of the engine, told in French unless the request was readable and asked otherwise.
    pub(crate) fn of(error: Error) -> Self {
        Self::Engine(error, Language::default())
    }

    /// The number that the function returns.
    pub(crate) fn status(&self) -> i32 {
        match self {
            Self::Misuse(status) => *status,
            Self::Engine(error, _) => error.code().number(),
        }
    }

    /// The rule in words.
    pub(crate) fn message(&self) -> String {
        match self {
            Self::Misuse(status) => meaning(*status).to_string_lossy().into_owned(),
            Self::Engine(error, language) => error.message(*language).to_owned(),
        }
    }

    /// The failure as every door gives it.
    pub(crate) fn to_json(&self) -> Json {
        match self {
            Self::Misuse(status) => {
                json!({"code": "c_interface", "number": status, "message": self.message()})
            }
            Self::Engine(error, language) => error.to_json(*language),
        }
    }
}
