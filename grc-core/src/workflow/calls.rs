//! Calls to the business application, as they are to be made.

use serde_json::{Map, Value as Json};

use super::Process;
use super::course::evaluation_failed;
use super::delays;
use super::process::{Body, Operation, Parameter};
use crate::address::{add_query, header_text, plain_text};
use crate::definition::{Bilingual, Name};
use crate::error::{Error, ErrorCode, Result};
use crate::expr::Environment;
use crate::facts::Facts;
use crate::request::{Call, Instant, Request};

/// Longest value of a header, in bytes.
const MAX_HEADER: usize = 4_096;

impl Process {
    /// The compiled operation of that name.
    ///
    /// # Errors
    /// `internal`: publication has made sure that it exists.
    pub fn operation(&self, name: &Name) -> Result<&Operation> {
        let operation = self.connector.as_ref().and_then(|connector| connector.operations.get(name));
        operation.ok_or_else(|| Error::internal("a circuit lacks an operation"))
    }

    /// The call that an operation makes, ready to be sent.
    ///
    /// # Errors
    /// `evaluation_failed` when its address, a header or its body cannot be computed.
    pub fn call(&self, name: &Name, facts: &dyn Environment) -> Result<Call> {
        self.ready(name, self.operation(name)?, facts)
    }

    pub(super) fn ready(&self, name: &Name, operation: &Operation, facts: &dyn Environment) -> Result<Call> {
        let connector =
            self.connector.as_ref().ok_or_else(|| Error::internal("a circuit lacks a connector"))?;
        let mut url = operation.url.fill(facts)?;
        for (name, parameter) in &operation.query {
            for value in self.values(parameter, facts)? {
                add_query(&mut url, name, &value);
            }
        }
        let mut headers = Vec::new();
        for (name, parameter) in &operation.headers {
            let value = header_text(&self.values(parameter, facts)?.join(", "));
            if value.len() > MAX_HEADER {
                return Err(unfit());
            }
            if !value.is_empty() {
                headers.push((name.clone(), value));
            }
        }
        Ok(Call {
            connector: connector.id.clone(),
            operation: name.clone(),
            method: operation.method,
            url,
            headers,
            auth: connector.auth.clone(),
            body: operation.body.as_ref().map(|body| body_json(body, facts)).transpose()?,
            timeout: operation.timeout,
            may_refuse: operation.refused_if.is_some(),
            brings_files: !operation.files.is_empty(),
            delays: operation.delays.clone(),
        })
    }

    /// What a parameter holds: nothing, a text, or several.
    fn values(&self, parameter: &Parameter, facts: &dyn Environment) -> Result<Vec<String>> {
        let computed = match parameter {
            Parameter::Text(template) => template.render(facts, self.town.language).map(Json::from),
            Parameter::Computed(expression) => expression.evaluate(facts).map(|value| value.to_json()),
        };
        match computed.map_err(|error| evaluation_failed(&error))? {
            Json::Null => Ok(Vec::new()),
            Json::Array(items) => items.iter().map(|item| plain_text(item).ok_or_else(unfit)).collect(),
            one => plain_text(&one).map(|text| vec![text]).ok_or_else(unfit),
        }
    }

    /// Whether an answer is a refusal, by the operation's own rule.
    ///
    /// # Errors
    /// `evaluation_failed`.
    pub fn refuses(
        &self,
        request: &Request,
        operation: &Name,
        (response, status): (&Json, u16),
        now: Instant,
    ) -> Result<bool> {
        let Some(rule) = &self.operation(operation)?.refused_if else { return Ok(false) };
        let (response, response_status) = (Some(response), Some(status));
        let facts = Facts { response, response_status, ..self.facts(request, now) };
        rule.holds(&facts).map_err(|error| evaluation_failed(&error))
    }

    /// The regular question about a request, and when to ask it again. `None` once the request is closed.
    ///
    /// # Errors
    /// As [`Process::call`].
    pub fn poll(&self, request: &Request, now: Instant) -> Result<Option<(Call, Instant)>> {
        let Some(poll) = self.connector.as_ref().and_then(|connector| connector.poll.as_ref()) else {
            return Ok(None);
        };
        if request.state.is_closed() {
            return Ok(None);
        }
        let call = self.call(&poll.operation, &self.facts(request, now))?;
        Ok(Some((call, delays::add(poll.every, now, &self.town)?)))
    }
}

fn body_json(body: &Body, facts: &dyn Environment) -> Result<Json> {
    Ok(match body {
        Body::Fixed(json) => json.clone(),
        Body::Computed(expression) => {
            expression.evaluate(facts).map_err(|error| evaluation_failed(&error))?.to_json()
        }
        Body::List(items) => {
            Json::Array(items.iter().map(|item| body_json(item, facts)).collect::<Result<_>>()?)
        }
        Body::Object(members) => {
            let mut object = Map::new();
            for (key, member) in members {
                object.insert(key.clone(), body_json(member, facts)?);
            }
            Json::Object(object)
        }
    })
}

fn unfit() -> Error {
    let message = Bilingual::new(
        "une valeur ne peut figurer ni dans un en-tête, ni dans la requête d'une adresse",
        "a value can stand neither in a header nor in the query of an address",
    );
    Error::new(ErrorCode::EvaluationFailed, message)
}
