//! The options of a choice, searched as someone types.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Engine;
use crate::definition::{Id, Language};
use crate::error::{Error, Result};
use crate::form::{Suggestion, Typing};
use crate::request::Values;
use crate::routing::Visitor;

/// Options when the query does not say how many.
pub(crate) const USUAL: usize = 20;

/// Most options that one query gives.
pub(crate) const MOST: usize = 1_000;

/// Which options: those of a field, and what is typed of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionQuery {
    /// The procedure.
    pub procedure: Id,
    /// The scenario.
    pub scenario: Id,
    /// JSON Pointer of the answer, as in faults: `/rue`, `/enfants/1/ecole`.
    pub field: String,
    /// What is typed so far: the beginning of a label, of one of its words, or of a value. All options, if absent.
    #[serde(default)]
    pub text: Option<String>,
    /// What is answered so far: other answers may decide what is offered.
    #[serde(default)]
    pub answers: Values,
    /// Most options, up to 1,000; 20, if absent.
    #[serde(default)]
    pub limit: Option<usize>,
}

impl OptionQuery {
    /// The options of a field of a form.
    pub fn new(procedure: &str, scenario: &str, field: &str) -> Self {
        Self {
            procedure: Id(procedure.to_owned()),
            scenario: Id(scenario.to_owned()),
            field: field.to_owned(),
            text: None,
            answers: Values::new(),
            limit: None,
        }
    }

    /// Those that this text may mean.
    #[must_use]
    pub fn typed(mut self, text: &str) -> Self {
        self.text = Some(text.to_owned());
        self
    }

    /// Those offered with these answers.
    #[must_use]
    pub fn with_answers(mut self, answers: Values) -> Self {
        self.answers = answers;
        self
    }
}

/// An option offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OptionView {
    /// What is answered.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// Its columns, by name; null where it has no value.
    pub columns: Values,
}

impl OptionView {
    pub(super) fn told(suggestion: Suggestion, language: Language) -> Self {
        let Suggestion { value, label, columns } = suggestion;
        Self { value, label: label.get(language).to_owned(), columns }
    }
}

impl Engine {
    /// The options of a choice that are offered with the answers so far and that what is typed may mean: the likeliest
    /// first, those that are alike in the order of their list. Case, accents and punctuation do not count.
    ///
    /// # Errors
    /// `not_found` for the procedure, the scenario, or a field that is not a choice; `scenario_without_request`,
    /// `missing_list`, `invalid_input` for a list of the host that is not as it should be.
    pub fn options(&self, visitor: &Visitor, query: &OptionQuery) -> Result<Vec<OptionView>> {
        let current = self.current_procedure(query.procedure.as_str())?;
        self.require_visible(&current, &visitor.actor)?;
        let process = current.process(query.scenario.as_str())?;
        let (form, lists) = (&process.form, &visitor.lists);
        form.accept_lists(lists)?;
        let reader = self.reader(&visitor.actor, &current)?;
        let typing = Typing {
            path: &query.field,
            text: query.text.as_deref().unwrap_or_default(),
            most: query.limit.unwrap_or(USUAL).min(MOST),
        };
        let found =
            self.about(process, visitor, |facts| form.suggest(typing, &query.answers, lists, facts, reader));
        let found = found.ok_or_else(|| Error::not_found("champ à choix", "choice").at("/field"))?;
        let language = visitor.language.unwrap_or(process.town.language);
        Ok(found.into_iter().map(|suggestion| OptionView::told(suggestion, language)).collect())
    }
}
