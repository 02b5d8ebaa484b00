//! What was written to people about a request, as it was sent.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Engine;
use super::history::decoded;
use super::host::typed_tracking_code;
use crate::definition::{Channel, CommunicationKind};
use crate::error::{Error, Result};
use crate::request::{
    Actor, EventContent, Instant, Message, MessageFile, MessageId, OutgoingContent, RequestId, Sender,
};
use crate::store::{OutboxEntry, Reading, RequestKey, Standing, read};
use crate::workflow::{Access, access};

/// What events call the applicant as the reader of a message.
const APPLICANT: &str = "applicant";

/// A message that was written to someone, as it was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CommunicationView {
    /// Identifier: that of its `Message-ID`, for an e-mail.
    pub id: MessageId,
    /// What it is to the person who receives it.
    pub kind: CommunicationKind,
    /// To whom, as the catalogue says: `applicant`, `service`, `assignee`, `party:` and a role, `address`; `agent` for who was
    /// reminded of a task.
    pub recipient: String,
    /// By which way.
    pub channel: Channel,
    /// E-mail address, telephone, account, or the lines of a postal address.
    pub to: Vec<String>,
    /// Who writes.
    pub from: Sender,
    /// Subject.
    pub subject: String,
    /// Body, plain text; absent where it gives a code that is its reader's alone.
    pub body: Option<String>,
    /// The same body, HTML.
    pub html: Option<String>,
    /// Files that go with it.
    pub attachments: Vec<MessageFile>,
    /// When it was written.
    pub written_at: Instant,
    /// Where it stands.
    pub standing: Standing,
    /// When it left.
    pub sent_at: Option<Instant>,
}

/// What the history says of a message.
struct Told {
    recipient: String,
    written_at: Instant,
    sent_at: Option<Instant>,
}

impl Engine {
    /// What was written to people about a request, as it was sent, the oldest first: all of it for who may process the request; for the applicant,
    /// what was sent to them.
    ///
    /// # Errors
    /// `not_found`; `forbidden` for who only consults.
    pub fn communications(&self, actor: &Actor, request: RequestId) -> Result<Vec<CommunicationView>> {
        read(self.store(), |store| {
            let agent = self.acting_agent(store, actor)?;
            let found = store.request(&RequestKey::Id(request))?;
            match found.map(|request| access(&request, actor, agent.as_ref())) {
                None | Some(Access::None) => Err(unknown()),
                Some(Access::Reader) => Err(Error::forbidden()),
                Some(access) => written(store, request, access),
            }
        })
    }

    /// What was sent to the applicant, for whoever holds the tracking code.
    ///
    /// # Errors
    /// `not_found`.
    pub fn communications_by_tracking_code(&self, code: &str) -> Result<Vec<CommunicationView>> {
        let code = typed_tracking_code(code);
        read(self.store(), |store| {
            let request = store.request(&RequestKey::TrackingCode(code.clone()))?.ok_or_else(unknown)?;
            written(store, request.id, Access::Applicant)
        })
    }
}

/// What was written about a request; to an applicant, what was sent to them.
fn written(store: &dyn Reading, request: RequestId, access: Access) -> Result<Vec<CommunicationView>> {
    let mut told = BTreeMap::new();
    for event in decoded(&store.history(request)?)? {
        match event.content {
            EventContent::MessageQueued { message, recipient, .. }
            | EventContent::TaskReminded { message, recipient, .. } => {
                told.insert(message.0, Told { recipient, written_at: event.at, sent_at: None });
            }
            EventContent::MessageSent { message, .. } => {
                if let Some(told) = told.get_mut(&message.0) {
                    told.sent_at = Some(event.at);
                }
            }
            _ => {}
        }
    }
    let views = store.outbox(request)?.into_iter().filter_map(|entry| {
        let told = told.remove(&entry.outgoing.id.0)?;
        view(entry, told)
    });
    let is_theirs = |view: &CommunicationView| view.recipient == APPLICANT && view.standing == Standing::Sent;
    Ok(views.filter(|view| access != Access::Applicant || is_theirs(view)).collect())
}

fn unknown() -> Error {
    Error::not_found("demande", "request")
}

fn view(entry: OutboxEntry, told: Told) -> Option<CommunicationView> {
    let OutgoingContent::Message(message) = entry.outgoing.content else { return None };
    let Message { communication, channel, to, from, subject, body, html, attachments, gives_code } = message;
    let Told { recipient, written_at, sent_at } = told;
    Some(CommunicationView {
        id: entry.outgoing.id,
        kind: communication,
        recipient,
        channel,
        to,
        from,
        subject,
        // Whoever read a code could confirm in another's name.
        body: (!gives_code).then_some(body),
        html: html.filter(|_| !gives_code),
        attachments,
        written_at,
        standing: entry.standing,
        sent_at,
    })
}
