//! Messages between the town hall and the people of a request.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::history::decoded;
use super::host::typed_tracking_code;
use super::timeline::Words;
use super::{Acted, Engine, FileView, Input};
use crate::definition::{Language, Reader};
use crate::error::{Error, Result};
use crate::request::{
    Actor, Correspondent, Event, EventContent, FileId, Instant, Request, RequestId, WrittenMessage,
};
use crate::store::{Reading, RequestKey, read};
use crate::workflow::{Access, Command, NewMessage, access};

/// What was written about a request, as far as the reader may read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Correspondence {
    /// Of whom an answer is awaited, in what the town hall and the applicant write to each other; nobody, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awaiting: Option<Correspondent>,
    /// The messages, the oldest first.
    pub messages: Vec<MessageView>,
}

/// A message that someone wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MessageView {
    /// Rank of its event in the history.
    pub sequence: u64,
    /// When it was written.
    pub at: Instant,
    /// Who wrote it.
    pub from: Correspondent,
    /// The same, as the reader may know them: an agent's name, inside the town hall.
    pub author: String,
    /// To whom.
    pub to: Correspondent,
    /// What it says.
    pub text: String,
    /// The files that come with it.
    pub files: Vec<FileView>,
    /// Whether the town hall awaited an answer to it.
    pub answer_awaited: bool,
}

impl Engine {
    /// Writes to someone of a request, or to the town hall: the applicant writes to the town hall, whose agents write to
    /// them. What the town hall writes also leaves by e-mail, else by letter, signed by the agent; what comes from outside
    /// opens a task for the service in charge. Closed requests are written about too.
    ///
    /// # Errors
    /// `not_found` (also for someone who is not of the request), `forbidden`, `stale_revision`, `invalid_input`,
    /// `invalid_answers` for the text or a file, `idempotency_mismatch`.
    pub fn send_message(
        &self,
        actor: &Actor,
        request: RequestId,
        message: &NewMessage,
        input: Input,
    ) -> Result<Acted> {
        let NewMessage { to, text, files, answer_awaited } = message;
        let content = json!({"to": to, "text": text, "files": files, "answer_awaited": answer_awaited});
        self.command(actor, request, "send_message", &input, content, || {
            Command::SendMessage(message.clone())
        })
    }

    /// What was written about a request: all of it inside the town hall; outside, what one wrote or was written.
    ///
    /// # Errors
    /// `not_found`.
    pub fn messages(&self, actor: &Actor, request: RequestId, language: Language) -> Result<Correspondence> {
        read(self.store(), |store| {
            let agent = self.acting_agent(store, actor)?;
            let request = store.request(&RequestKey::Id(request))?.ok_or_else(unknown)?;
            match access(&request, actor, agent.as_ref()) {
                Access::None => Err(unknown()),
                access => self.correspondence(store, &request, access, language),
            }
        })
    }

    /// What the applicant reads of it, for whoever holds the tracking code.
    ///
    /// # Errors
    /// `not_found`.
    pub fn messages_by_tracking_code(&self, code: &str, language: Language) -> Result<Correspondence> {
        let code = typed_tracking_code(code);
        read(self.store(), |store| {
            let request = store.request(&RequestKey::TrackingCode(code.clone()))?.ok_or_else(unknown)?;
            self.correspondence(store, &request, Access::Applicant, language)
        })
    }

    fn correspondence(
        &self,
        store: &dyn Reading,
        request: &Request,
        access: Access,
        language: Language,
    ) -> Result<Correspondence> {
        let process = self.process_of(store, request)?;
        let inside = access > Access::Applicant;
        let reader = access.reader().unwrap_or(Reader::Applicant);
        let words = Words::new(request, &process, language, reader, store);
        let mut messages = Vec::new();
        for event in decoded(&store.history(request.id)?)? {
            if let EventContent::MessageWritten(written) = &event.content
                && (inside || *written.outsider() == Correspondent::Applicant)
            {
                messages.push(view(store, &event, written, words.actor(&event, inside)?)?);
            }
        }
        Ok(Correspondence { awaiting: request.awaiting.clone(), messages })
    }
}

fn view(store: &dyn Reading, event: &Event, written: &WrittenMessage, author: String) -> Result<MessageView> {
    let WrittenMessage { answer_awaited, files, from, text, to } = written.clone();
    let ids: Vec<FileId> = files.iter().map(|file| file.id).collect();
    let found = ids.into_iter().filter_map(|id| store.file(id).transpose());
    let files = found.map(|attached| attached.map(FileView::from)).collect::<Result<_>>()?;
    let Event { sequence, at, .. } = *event;
    Ok(MessageView { sequence, at, from, author, to, text, files, answer_awaited })
}

fn unknown() -> Error {
    Error::not_found("demande", "request")
}
