//! What applicants are asked to correct, and what they changed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Instant;
use crate::definition::Name;

/// Answers that an agent asks for again. Dated, so that what the applicant's delay cost can be counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// When it was asked.
    pub asked_at: Instant,
    /// What was asked.
    pub asked: CorrectionAsked,
    /// When the applicant answered, if they have.
    pub answered_at: Option<Instant>,
    /// The answers that changed then, by field.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub changes: BTreeMap<String, AnswerChange>,
}

/// What an agent asks. Keys stand in alphabetical order, as in every event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionAsked {
    /// Last day to answer, as the town counts days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<NaiveDate>,
    /// The answers, in the order in which they were asked.
    pub items: Vec<CorrectionItem>,
    /// What is said to the applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// An answer that is asked again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectionItem {
    /// Its field in the form.
    pub field: Name,
    /// Whether the request cannot be processed without it.
    #[serde(default)]
    pub indispensable: bool,
    /// What is wrong with it.
    pub reason: CorrectionReason,
}

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CorrectionReason {
    /// It is not true, or not what was asked.
    Incorrect,
    /// Something of it is missing.
    Incomplete,
    /// It is no longer valid.
    Outdated,
}

/// An answer before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AnswerChange {
    /// The new answer; `null` when there is none.
    pub after: Value,
    /// The old one; `null` when there was none.
    pub before: Value,
}

impl Correction {
    /// Whether it is still to be answered.
    pub fn is_open(&self) -> bool {
        self.answered_at.is_none()
    }

    /// Whether its deadline has passed without an answer, on a day of the town.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.is_open() && self.asked.deadline.is_some_and(|deadline| deadline < today)
    }
}
