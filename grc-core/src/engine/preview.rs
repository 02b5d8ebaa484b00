//! What a message would say: nothing is sent.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Engine;
use super::definitions::unknown_procedure;
use super::texts::{correct, in_force, is_unknown, of_words, require_words, unknown_text};
use crate::check::{CompiledProcedure, compile_corrected};
use crate::definition::{
    Channel, CommunicationKind, Id, Language, Name, NewWords, ScenarioKind, TextReference,
};
use crate::error::{Error, Result};
use crate::request::{Actor, Agent, Instant, MessageFile, Request, RequestId, Values};
use crate::store::{Reading, RequestKey, read};
use crate::workflow::{Access, Preview, Previewed, Process, Sample, access};

/// Which messages are to be seen, and of what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewQuery {
    /// The procedure.
    pub procedure: Id,
    /// Its scenario.
    pub scenario: Id,
    /// The message of this identifier, of an occasion or of an action; every message of the scenario, if absent.
    #[serde(default)]
    pub communication: Option<Name>,
    /// What is known of this request, by the version under which it was filed; made up, by the current one, if absent.
    #[serde(default)]
    pub request: Option<RequestId>,
    /// Answers to show instead of those made up.
    #[serde(default)]
    pub answers: Values,
    /// Processing data to show instead of those made up.
    #[serde(default)]
    pub data: Values,
    /// What is asked of the person who brings the occasion about; made up, if empty.
    #[serde(default)]
    pub input: Values,
    /// A text that would say something else: it is seen before it is corrected.
    #[serde(default)]
    pub text: Option<TextPreview>,
    /// In which language; if absent, that in which each recipient is written to.
    #[serde(default)]
    pub written_in: Option<Language>,
}

impl PreviewQuery {
    fn previewed<'a>(
        &'a self,
        request: &'a Request,
        now: Instant,
        signer: Option<&'a Agent>,
    ) -> Previewed<'a> {
        Previewed { request, input: &self.input, now, signer, language: self.written_in }
    }
}

/// A text, and what it would say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TextPreview {
    /// The text.
    pub which: TextReference,
    /// What it would say.
    pub words: NewWords,
}

/// A message as it would be written to one of those who receive it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PreviewView {
    /// Identifier of the message, if it has one.
    pub communication: Option<Name>,
    /// What it is to the person who receives it.
    pub kind: CommunicationKind,
    /// Its occasion, as the catalogue says; for a message that an action writes, what the action is done with: `status:name` that
    /// is entered, `transition:name`, `task:name`.
    pub on: String,
    /// To whom, as the catalogue says.
    pub recipient: String,
    /// By the way that is preferred.
    pub channel: Channel,
    /// In which language.
    pub written_in: Language,
    /// Subject.
    pub subject: String,
    /// Body, plain text.
    pub body: String,
    /// The same body, HTML.
    pub html: Option<String>,
    /// The files of the request that go with it.
    pub attachments: Vec<MessageFile>,
}

impl Engine {
    /// What messages of a scenario would say, whatever their conditions say, of a request or of one made up. Nothing is sent.
    ///
    /// # Errors
    /// `not_found`; `forbidden` unless the actor is the host or a manager of the service of the procedure, or of the request;
    /// `invalid_definition` for a text that would be at fault; `evaluation_failed`.
    pub fn preview_communications(&self, actor: &Actor, query: &PreviewQuery) -> Result<Vec<PreviewView>> {
        if let Some(text) = &query.text {
            require_words(&text.words).map_err(|error| inside("/query/text", error))?;
        }
        let current = match query.request {
            Some(_) => None,
            None => {
                let current = self.current_procedure(query.procedure.as_str())?;
                self.require_visible(&current, actor)?;
                self.require_manager(actor, &current.compiled.definition)?;
                Some(current.version)
            }
        };
        read(self.store(), |store| {
            let agent = self.acting_agent(store, actor)?;
            let request = match query.request {
                None => None,
                Some(id) => {
                    let found = store.request(&RequestKey::Id(id))?;
                    let unknown = || Error::not_found("demande", "request").at("/query/request");
                    let found = found.filter(|one| access(one, actor, agent.as_ref()) != Access::None);
                    let found = found
                        .filter(|one| one.procedure == query.procedure && one.scenario == query.scenario);
                    let found = found.ok_or_else(unknown)?;
                    if access(&found, actor, agent.as_ref()) < Access::Manager {
                        return Err(Error::forbidden());
                    }
                    Some(found)
                }
            };
            let number = request.as_ref().map(|request| request.version).or(current);
            let compiled = self.previewed(store, query, number)?;
            let process = compiled.processes.get(&query.scenario);
            let process =
                process.ok_or_else(|| Error::not_found("scénario", "scenario").at("/query/scenario"))?;
            self.views(process, &compiled, query, request.as_ref(), agent.as_ref())
        })
    }

    /// The version of the procedure, with the text as it would be.
    fn previewed(
        &self,
        store: &dyn Reading,
        query: &PreviewQuery,
        number: Option<u32>,
    ) -> Result<CompiledProcedure> {
        let version = store.procedure(query.procedure.as_str(), number)?.ok_or_else(unknown_procedure)?;
        let corrections = store.text_corrections(query.procedure.as_str(), version.version)?;
        let mut texts = in_force(&corrections);
        let Some(TextPreview { which, words }) = &query.text else {
            return self.compile_with(store, &version, &texts);
        };
        let rank = correct(&mut texts, which, words);
        let compiled = compile_corrected(&version.sealed, &texts, |hash| self.list(store, hash))?;
        compiled.map_err(|faults| {
            if is_unknown(&faults, rank) {
                return unknown_text().at("/query/text/which");
            }
            Error::definitions(&of_words(faults, rank, "/query/text/words"))
        })
    }

    fn views(
        &self,
        process: &Process,
        compiled: &CompiledProcedure,
        query: &PreviewQuery,
        request: Option<&Request>,
        signer: Option<&Agent>,
    ) -> Result<Vec<PreviewView>> {
        let scenario = compiled.definition.scenarios.iter().find(|one| one.id == query.scenario);
        let written = match scenario.map(|scenario| &scenario.kind) {
            Some(ScenarioKind::Online(handling)) => handling.communications.as_slice(),
            Some(ScenarioKind::Api(api)) => api.handling.communications.as_slice(),
            _ => &[],
        };
        let (now, language) = (self.now(), query.written_in.unwrap_or(process.town.language));
        let given = || Sample { answers: query.answers.clone(), data: query.data.clone() };
        let is_wanted = |id: &Option<Name>| query.communication.is_none() || query.communication == *id;
        let mut views = Vec::new();
        // What was published compiles whole: both lists are the same messages.
        for (written, communication) in written.iter().zip(&process.communications) {
            if is_wanted(&written.id) {
                let made_up = || process.sample(&communication.on, given(), now, language);
                let made_up = request.is_none().then(made_up);
                let Some(request) = request.or(made_up.as_ref()) else { continue };
                let previews = process.preview(communication, query.previewed(request, now, signer))?;
                let told = (&written.id, written.kind, written.on.as_str());
                views.extend(previews.into_iter().map(|preview| view(told, preview)));
            }
        }
        for placed in process.notices() {
            let notice = placed.notice;
            if is_wanted(&notice.id) {
                let made_up = || process.sample_at(placed.place, given(), now, language);
                let made_up = request.is_none().then(made_up);
                let Some(request) = request.or(made_up.as_ref()) else { continue };
                let previews = process.preview_notice(placed, query.previewed(request, now, signer))?;
                let on = placed.place.written();
                let told = (&notice.id, notice.message.kind, on.as_str());
                views.extend(previews.into_iter().map(|preview| view(told, preview)));
            }
        }
        if views.is_empty() && query.communication.is_some() {
            return Err(Error::not_found("message", "message").at("/query/communication"));
        }
        Ok(views)
    }
}

fn view((id, kind, on): (&Option<Name>, CommunicationKind, &str), preview: Preview) -> PreviewView {
    let Preview { recipient, channel, language, subject, body, html, attachments } = preview;
    PreviewView {
        communication: id.clone(),
        kind,
        on: on.to_owned(),
        recipient,
        channel,
        written_in: language,
        subject,
        body,
        html,
        attachments,
    }
}

/// A fault of a part, at its place.
fn inside(at: &str, error: Error) -> Error {
    let path = format!("{at}{}", error.path().unwrap_or_default());
    error.at(path)
}
