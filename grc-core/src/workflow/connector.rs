//! The business application: calls made, answers, calls received, regular questions.

use serde_json::{Map, Value as Json};

use super::Process;
use super::course::{Course, Moment, evaluation_failed};
use super::delays;
use super::process::{Awaited, Body, Operation};
use crate::definition::{Bilingual, Name};
use crate::error::{Error, Result};
use crate::expr::{Environment, Expression, Value};
use crate::request::{
    Call, EventContent, FileId, Instant, MessageId, OutgoingContent, Polling, Request, Values,
};

/// A file that came with a call, and is kept already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BroughtFile {
    /// The processing data that it fills; without it, it goes with the message.
    pub data: Option<Name>,
    /// The file.
    pub id: FileId,
}

impl Course<'_, '_> {
    /// Puts a call in the outbox.
    pub(super) fn push(&mut self, operation: &Name, moment: Moment<'_>) -> Result<()> {
        let call = self.process.call(operation, &self.facts(moment))?;
        let id = MessageId(self.fresh_id());
        self.emit(EventContent::PushQueued { message: id, operation: operation.clone() });
        self.send(id, self.context.now, OutgoingContent::Call(call));
        Ok(())
    }

    pub(super) fn receive_answer(
        &mut self,
        message: MessageId,
        operation: Name,
        attempts: u32,
        response: &Json,
    ) -> Result<()> {
        let compiled = self.process.operation(&operation)?;
        let moment = Moment { response: Some(response), ..Moment::default() };
        let external_id = match &compiled.external_id {
            Some(expression) => identifier_text(&self.value(expression, moment)?),
            None => None,
        };
        let first = self.request.external_id.is_none() && external_id.is_some();
        self.emit(EventContent::PushDone { message, operation: operation.clone(), attempts, external_id });
        self.fill(&compiled.data, moment)?;
        if first {
            self.start_polling()?;
        }
        self.signal(&Awaited::PushDone(operation))?;
        Ok(())
    }

    /// The application answered the regular question. What changes nothing leaves no event.
    pub(super) fn receive_poll(&mut self, response: &Json) -> Result<()> {
        let Some(poll) = self.process.connector.as_ref().and_then(|connector| connector.poll.as_ref()) else {
            return Ok(());
        };
        let moment = Moment { response: Some(response), ..Moment::default() };
        self.fill(&self.process.operation(&poll.operation)?.data, moment)?;
        if let Some(name) = self.first_rule(&poll.rules, moment)?
            && self.awaits(&Awaited::Signal(name.clone()))
        {
            self.receive_signal(name)?;
        }
        Ok(())
    }

    pub(super) fn receive_call(&mut self, document: &Json, files: &[BroughtFile]) -> Result<()> {
        let webhook = self.process.connector.as_ref().and_then(|connector| connector.webhook.as_ref());
        let webhook = webhook.ok_or_else(|| Error::not_found("webhook", "webhook"))?;
        let moment = Moment { signal: Some(document), ..Moment::default() };
        let mut values = self.computed(&webhook.data, moment)?;
        let own =
            files.iter().filter_map(|file| Some((file.data.as_ref()?.0.clone(), file.id.to_string().into())));
        let own: Values = own.collect();
        let given = self.files_of(&self.process.data, &own)?.accepted()?;
        values.extend(own);
        self.set_data_with(values, given)?;
        if let Some(name) = self.first_rule(&webhook.rules, moment)? {
            self.receive_signal(name)?;
        }
        let loose: Vec<_> = files.iter().filter(|file| file.data.is_none()).map(|file| file.id).collect();
        match &webhook.message {
            Some(message) => self.pass_on(self.value(message, moment)?, &loose),
            None => Ok(()),
        }
    }

    /// Writes to the applicant what the application says, if it says anything.
    fn pass_on(&mut self, text: Value, files: &[FileId]) -> Result<()> {
        match text.to_json() {
            Json::String(text) if !text.trim().is_empty() => self.write_to_applicant(text, files),
            _ if files.is_empty() => Ok(()),
            _ => {
                let text = Bilingual::new("Un document vous est transmis.", "A document is sent to you.");
                self.write_to_applicant(text.get(self.request.language).to_owned(), files)
            }
        }
    }

    /// A call that was kept for the request cannot be used: someone must see with the application.
    pub(super) fn call_about_an_unusable_call(&mut self) {
        if !self.request.state.is_closed() {
            let title = Bilingual::new(
                "Appel de l'application métier inutilisable, à traiter à la main",
                "A call of the business application cannot be used, to be dealt with by hand",
            );
            self.call_once_for_help("appel_inutilisable", title);
        }
    }

    /// Records a signal, and follows the transition that waits for it, if one does.
    pub(super) fn receive_signal(&mut self, name: Name) -> Result<()> {
        self.emit(EventContent::SignalReceived { name: name.clone() });
        self.signal(&Awaited::Signal(name))?;
        Ok(())
    }

    /// A call failed after the request had left the status that would have dealt with it: someone must.
    pub(super) fn call_about_a_failed_push(&mut self) {
        if !self.request.state.is_closed() {
            let title = Bilingual::new(
                "Appel à l'application métier en échec, à traiter à la main",
                "A call to the business application failed, to be dealt with by hand",
            );
            self.call_once_for_help("appel_en_echec", title);
        }
    }

    /// Asks the regular question from now on. One that is already waiting is asked instead.
    pub(super) fn start_polling(&mut self) -> Result<()> {
        let Some(connector) = &self.process.connector else { return Ok(()) };
        if let Some(poll) = &connector.poll {
            let due = delays::add(poll.every, self.context.now, &self.process.town)?;
            let id = MessageId(self.fresh_id());
            self.send(id, due, OutgoingContent::Poll(Polling { connector: connector.id.clone() }));
        }
        Ok(())
    }

    fn fill(&mut self, data: &[(Name, Expression)], moment: Moment<'_>) -> Result<()> {
        let values = self.computed(data, moment)?;
        self.set_data(values)
    }

    fn computed(&self, data: &[(Name, Expression)], moment: Moment<'_>) -> Result<Vec<(String, Json)>> {
        let one = |(name, expression): &(Name, Expression)| {
            Ok((name.0.clone(), self.value(expression, moment)?.to_json()))
        };
        data.iter().map(one).collect()
    }

    fn first_rule(&self, rules: &[(Expression, Name)], moment: Moment<'_>) -> Result<Option<Name>> {
        for (when, signal) in rules {
            if when.holds(&self.facts(moment)).map_err(|error| evaluation_failed(&error))? {
                return Ok(Some(signal.clone()));
            }
        }
        Ok(None)
    }

    fn value(&self, expression: &Expression, moment: Moment<'_>) -> Result<Value> {
        expression.evaluate(&self.facts(moment)).map_err(|error| evaluation_failed(&error))
    }
}

/// An identifier that an application gives: a text, or a number, since many applications number their files.
pub fn identifier_text(value: &Value) -> Option<String> {
    match value.to_json() {
        Json::String(text) => Some(text),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

impl Process {
    fn operation(&self, name: &Name) -> Result<&Operation> {
        let operation = self.connector.as_ref().and_then(|connector| connector.operations.get(name));
        operation.ok_or_else(|| Error::internal("a circuit lacks an operation"))
    }

    /// The call that an operation makes, ready to be sent.
    ///
    /// # Errors
    /// `evaluation_failed` when its address or body cannot be computed.
    pub fn call(&self, name: &Name, facts: &dyn Environment) -> Result<Call> {
        let connector =
            self.connector.as_ref().ok_or_else(|| Error::internal("a circuit lacks a connector"))?;
        let operation = self.operation(name)?;
        Ok(Call {
            connector: connector.id.clone(),
            operation: name.clone(),
            method: operation.method,
            url: operation.url.fill(facts)?,
            auth: connector.auth.clone(),
            body: operation.body.as_ref().map(|body| body_json(body, facts)).transpose()?,
            delays: operation.delays.clone(),
        })
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
