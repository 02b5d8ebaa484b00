//! What changed in a business application, asked for all its requests at once.

use serde_json::Value as Json;

use super::connector::{BroughtFile, identifier_text};
use super::course::{Course, Moment, evaluation_failed};
use super::delays;
use super::process::{Changes, Process};
use crate::definition::Bilingual;
use crate::error::{Error, ErrorCode, Result};
use crate::expr::{Expression, Type, Value};
use crate::facts::Facts;
use crate::request::{Call, Instant};

/// What an answer tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangesRead {
    /// The changes of requests that they name, in order.
    pub items: Vec<(String, Json)>,
    /// From where to ask the next time; from the same place, if `None`.
    pub cursor: Option<String>,
    /// Whether there is more to ask at once.
    pub more: bool,
}

impl Process {
    /// The question asked regularly about all requests, if there is one.
    pub fn changes(&self) -> Option<&Changes> {
        self.connector.as_ref()?.changes.as_ref()
    }

    /// The question, from a cursor; from the beginning, without one.
    ///
    /// # Errors
    /// `evaluation_failed` when its address or body cannot be computed.
    pub fn ask_for_changes(&self, cursor: Option<&str>, now: Instant) -> Result<Option<Call>> {
        let Some(changes) = self.changes() else { return Ok(None) };
        let cursor = Value::text(cursor.unwrap_or(&changes.start));
        let parameters = Value::object([("cursor", cursor)]);
        let facts = Facts { parameters: Some(&parameters), ..self.of_the_town(now) };
        self.ready(&changes.name, &changes.operation, &facts).map(Some)
    }

    /// When the question is asked again.
    ///
    /// # Errors
    /// Those of the calendar.
    pub fn next_changes(&self, changes: &Changes, now: Instant) -> Result<Instant> {
        delays::add(changes.every, now, &self.town)
    }

    /// What an answer tells of requests; `None` if it is a refusal, by the operation's own rule.
    ///
    /// # Errors
    /// `evaluation_failed` when it is not as the definition says.
    pub fn read_changes(
        &self,
        changes: &Changes,
        (response, status): (&Json, u16),
        now: Instant,
    ) -> Result<Option<ChangesRead>> {
        let (response, response_status) = (Some(response), Some(status));
        let facts = Facts { response, response_status, ..self.of_the_town(now) };
        let refused = changes.operation.refused_if.as_ref().map(|rule| rule.holds(&facts)).transpose();
        if refused.map_err(|error| evaluation_failed(&error))? == Some(true) {
            return Ok(None);
        }
        let Json::Array(told) = evaluate(&changes.items, &facts)?.to_json() else { return Err(no_list()) };
        let mut items = Vec::with_capacity(told.len());
        for item in told {
            let value = document(&item);
            let of_item = Facts { item: Some(&value), ..self.of_the_town(now) };
            if let Some(named) = identifier_text(&evaluate(&changes.request, &of_item)?) {
                items.push((named, item));
            }
        }
        let cursor = identifier_text(&evaluate(&changes.cursor, &facts)?);
        let more = changes.more.as_ref().map(|more| more.holds(&facts)).transpose();
        let more = more.map_err(|error| evaluation_failed(&error))?.unwrap_or(false);
        Ok(Some(ChangesRead { items, cursor, more }))
    }

    fn of_the_town(&self, now: Instant) -> Facts<'_> {
        Facts::new(&self.town, &self.procedure, now)
    }
}

impl Course<'_, '_> {
    /// The application told that the request changed there. What changes nothing here leaves no event.
    pub(super) fn receive_change(&mut self, item: &Json, files: &[BroughtFile]) -> Result<()> {
        let Some(changes) = self.process.changes().filter(|_| !self.request.state.is_closed()) else {
            return Ok(());
        };
        let value = document(item);
        let moment = Moment { item: Some(&value), ..Moment::default() };
        self.take_news((&changes.data, files), &changes.rules, moment)
    }
}

/// A document of an application, as expressions read it.
pub fn document(json: &Json) -> Value {
    Value::from_json(json, &Type::Document).unwrap_or(Value::Null)
}

fn evaluate(expression: &Expression, facts: &Facts<'_>) -> Result<Value> {
    expression.evaluate(facts).map_err(|error| evaluation_failed(&error))
}

fn no_list() -> Error {
    let message = Bilingual::new(
        "les changements annoncés par l'application métier ne sont pas une liste",
        "the changes that the business application tells are not a list",
    );
    Error::new(ErrorCode::EvaluationFailed, message)
}
