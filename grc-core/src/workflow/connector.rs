//! The business application: calls made, answers, calls received, regular questions.

use serde_json::Value as Json;

use super::course::{Course, Moment, evaluation_failed};
use super::delays;
use super::process::Awaited;
use crate::address::plain_text;
use crate::definition::{Bilingual, Name};
use crate::error::{Error, Result};
use crate::expr::{Expression, Value};
use crate::request::{EventContent, FailureClass, FileId, MessageId, OutgoingContent, Polling, Values};

/// Where applications say what is wrong: the members of RFC 9457, and the most common others.
const USUAL_ERRORS: [&str; 4] = ["detail", "message", "error", "title"];

/// Most characters that are kept of what an application says.
const LONGEST_ERROR: usize = 300;

/// A file that came with a document of the application, and is kept already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BroughtFile {
    /// The processing data that it fills; without it, it goes with the message.
    pub data: Option<Name>,
    /// The file.
    pub id: FileId,
}

/// What the application answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// HTTP status: 2xx.
    pub status: u16,
    /// The body; null when there is none.
    pub document: Json,
    /// The files that it holds, kept already.
    pub files: Vec<BroughtFile>,
}

impl Response {
    fn moment(&self) -> Moment<'_> {
        Moment { response: Some(&self.document), response_status: Some(self.status), ..Moment::default() }
    }
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
        response: &Response,
    ) -> Result<()> {
        let compiled = self.process.operation(&operation)?;
        let moment = response.moment();
        let external_id = match &compiled.external_id {
            Some(expression) => identifier_text(&self.value(expression, moment)?),
            None => None,
        };
        let first = self.request.external_id.is_none() && external_id.is_some();
        self.emit(EventContent::PushDone { message, operation: operation.clone(), attempts, external_id });
        self.fill((&compiled.data, &response.files), moment)?;
        if first {
            self.start_polling()?;
        }
        self.signal(&Awaited::PushDone(operation))?;
        Ok(())
    }

    /// The application answered the regular question. What changes nothing leaves no event.
    pub(super) fn receive_poll(&mut self, response: &Response) -> Result<()> {
        let Some(poll) = self.process.connector.as_ref().and_then(|connector| connector.poll.as_ref()) else {
            return Ok(());
        };
        let data = &self.process.operation(&poll.operation)?.data;
        self.take_news((data, &response.files), &poll.rules, response.moment())
    }

    /// Fills data, and gives a signal if something awaits it.
    pub(super) fn take_news(
        &mut self,
        news: (&[(Name, Expression)], &[BroughtFile]),
        rules: &[(Expression, Name)],
        moment: Moment<'_>,
    ) -> Result<()> {
        self.fill(news, moment)?;
        if let Some(name) = self.first_rule(rules, moment)?
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
        self.fill((&webhook.data, files), moment)?;
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

    /// Follows the transition that waits for a failure of that class, or else the one that waits for any.
    pub(super) fn follow_failure(&mut self, operation: Name, class: FailureClass) -> Result<()> {
        let own = Awaited::PushFailed(operation.clone(), Some(class));
        if !self.signal(&own)? && !self.signal(&Awaited::PushFailed(operation, None))? {
            self.call_about_a_failed_push();
        }
        Ok(())
    }

    /// What the application says of a call that it did not accept, on one line, shortened. An expression that fails tells
    /// nothing: the failure is more than its words.
    pub(super) fn said(
        &self,
        operation: &Name,
        answer: Option<&Json>,
        response_status: Option<u16>,
    ) -> Option<String> {
        let answer = answer?;
        let moment = Moment { response: Some(answer), response_status, ..Moment::default() };
        let text = match self.process.operation(operation).ok()?.error.as_ref() {
            Some(expression) => plain_text(&self.value(expression, moment).ok()?.to_json())?,
            None => USUAL_ERRORS.iter().find_map(|name| answer.get(name)?.as_str())?.to_owned(),
        };
        let spaced = text.replace(|one: char| one.is_control() || one.is_whitespace(), " ");
        let line = spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let short: String = line.chars().take(LONGEST_ERROR).collect();
        (!short.is_empty()).then_some(short)
    }

    /// A call failed after the request had left the status that would have dealt with it: someone must.
    fn call_about_a_failed_push(&mut self) {
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

    /// Fills processing data with what a document says, and with the files that it holds.
    fn fill(
        &mut self,
        (data, files): (&[(Name, Expression)], &[BroughtFile]),
        moment: Moment<'_>,
    ) -> Result<()> {
        let mut values = Vec::new();
        for (name, expression) in data {
            values.push((name.0.clone(), self.value(expression, moment)?.to_json()));
        }
        let own =
            files.iter().filter_map(|file| Some((file.data.as_ref()?.0.clone(), file.id.to_string().into())));
        let own: Values = own.collect();
        let given = self.files_of(&self.process.data, &own)?.accepted()?;
        values.extend(own);
        self.set_data_with(values, given)
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
