//! E-mails, given to a relay.

mod session;
mod settings;

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use lettre::Address;
use lettre::address::Envelope;
use lettre::transport::smtp::client::TlsParameters;
use lettre::transport::smtp::extension::ClientId;

pub use settings::{SmtpSecurity, SmtpSettings};

use self::session::{Opening, Session, Stopped};
use super::mime::compose;
use super::transport::Means;
use super::{Environment, Failure, Transport};
use crate::error::Result;
use crate::request::{Message, MessageId};

/// How many connections are kept open while nothing is sent.
const MOST_KEPT: usize = 8;

/// Gives e-mails to a relay (SMTP), over connections that are kept open between one and the next.
///
/// Sent twice, an e-mail has the same `Message-ID` and the same `Date`, by which its reader's program knows it. What the relay says of the
/// e-mail is the end of the attempt: 4xx, it is tried again; 5xx, it is not. What it says before, of the engine or of the sender, is
/// an outage of the relay.
pub struct SmtpTransport {
    settings: SmtpSettings,
    tls: Option<TlsParameters>,
    hello: ClientId,
    sender: Option<Address>,
    kept: Mutex<Vec<Session>>,
}

impl SmtpTransport {
    /// A transport to the relay that `settings` describe. Nothing is opened yet.
    ///
    /// # Errors
    /// `invalid_input` with the setting at fault.
    pub fn new(settings: SmtpSettings) -> Result<Self> {
        settings.check()?;
        let (tls, sender, hello) = (settings.tls()?, settings.checked_sender()?, settings.hello()?);
        Ok(Self { settings, tls, hello, sender, kept: Mutex::default() })
    }

    fn take(&self) -> Option<Session> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(Session::is_fresh);
        kept.pop()
    }

    fn keep(&self, session: Session) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < MOST_KEPT {
            kept.push(session);
        }
    }

    fn send_on(
        &self,
        mut session: Session,
        envelope: &Envelope,
        bytes: &[u8],
        until: Instant,
    ) -> Result<(), Stopped> {
        let ended = session.send(envelope, bytes, until);
        if matches!(ended, Ok(()) | Err(Stopped::Kept(_))) {
            self.keep(session);
        }
        ended
    }

    fn open(&self, means: Means<'_>, until: Instant) -> Result<Session, Failure> {
        let Self { settings, tls, hello, .. } = self;
        let opening = Opening { settings, tls: tls.as_ref(), hello, until };
        opening.open(means.secrets)
    }
}

impl Transport for SmtpTransport {
    fn send(&self, id: MessageId, message: &Message) -> Result<(), Failure> {
        self.send_with(id, message, Means { secrets: &Environment, files: &[] })
    }

    fn send_with(&self, id: MessageId, message: &Message, means: Means<'_>) -> Result<(), Failure> {
        let mime = compose(id, message, self.sender.as_ref(), means.files)?;
        let (envelope, bytes) = (mime.envelope(), mime.formatted());
        let until = self.settings.deadline();
        // One that the relay has closed since is known by its first command, before anything was sent.
        while let Some(session) = self.take() {
            match self.send_on(session, envelope, &bytes, until) {
                Err(Stopped::AtOnce(_)) => {}
                ended => return ended.map_err(Stopped::failure),
            }
        }
        let session = self.open(means, until)?;
        self.send_on(session, envelope, &bytes, until).map_err(Stopped::failure)
    }
}

impl fmt::Debug for SmtpTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("SmtpTransport").field(&self.settings).finish()
    }
}
