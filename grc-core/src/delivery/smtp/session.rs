//! One connection to a relay.

use std::io;
use std::net::ToSocketAddrs;
use std::time::{Duration, Instant};

use lettre::address::Envelope;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{Error, commands::Quit};

use super::settings::{SmtpSecurity, SmtpSettings};
use crate::delivery::{Failure, Outage, Secrets};

/// How long a connection is kept while nothing is sent: relays close theirs after some minutes.
const LONGEST_REST: Duration = Duration::from_secs(60);

/// How long the relay may take to hear that a connection ends.
const FAREWELL: Duration = Duration::from_millis(200);

/// What ends a command that failed before, so that another e-mail may follow.
const RESET: &str = "RSET\r\n";

/// A connection to be opened, before `until`.
pub(super) struct Opening<'a> {
    pub(super) settings: &'a SmtpSettings,
    pub(super) tls: Option<&'a TlsParameters>,
    pub(super) hello: &'a ClientId,
    pub(super) until: Instant,
}

/// An open connection, on which nothing is under way.
pub(super) struct Session {
    connection: SmtpConnection,
    /// How long one exchange may take.
    timeout: Duration,
    used_at: Instant,
}

/// Why an e-mail was not sent.
pub(super) enum Stopped {
    /// The connection can take another.
    Kept(Failure),
    /// The connection is lost.
    Lost(Failure),
    /// The connection was lost before anything was said of the e-mail.
    AtOnce(Failure),
}

impl Stopped {
    pub(super) fn failure(self) -> Failure {
        match self {
            Self::Kept(failure) | Self::Lost(failure) | Self::AtOnce(failure) => failure,
        }
    }
}

impl Opening<'_> {
    pub(super) fn open(&self, secrets: &dyn Secrets) -> Result<Session, Failure> {
        let Self { settings, hello, .. } = self;
        let credentials = self.credentials(secrets)?;
        let addresses = (settings.host.as_str(), settings.port())
            .to_socket_addrs()
            .map_err(|_| Failure::unavailable(Outage::UnknownHost))?;
        let at_once = self.tls.filter(|_| settings.security == SmtpSecurity::Tls);
        let timeout = self.left()?;
        let addresses: Vec<_> = addresses.collect();
        let mut connection = SmtpConnection::connect(&*addresses, Some(timeout), hello, at_once, None)
            .map_err(|error| of_the_relay(&error))?;
        if settings.security == SmtpSecurity::Starttls {
            // One who removes the offer would read what follows.
            let tls = self.tls.filter(|_| connection.can_starttls());
            let tls = tls.ok_or(Failure::unavailable(Outage::Tls))?;
            limit(&mut connection, self.left()?)?;
            connection.starttls(tls, hello).map_err(|error| of_the_relay(&error))?;
        }
        if let Some(credentials) = credentials {
            limit(&mut connection, self.left()?)?;
            let mechanisms = [Mechanism::Plain, Mechanism::Login];
            connection.auth(&mechanisms, &credentials).map_err(|error| match error.status() {
                Some(_) if error.is_transient() => of_the_relay(&error),
                Some(_) => Failure::unavailable(Outage::Authentication),
                None if error.is_client() => Failure::unavailable(Outage::Authentication),
                None => of_the_relay(&error),
            })?;
        }
        Ok(Session { connection, timeout: settings.timeout(), used_at: Instant::now() })
    }

    fn credentials(&self, secrets: &dyn Secrets) -> Result<Option<Credentials>, Failure> {
        let SmtpSettings { user: Some(user), secret: Some(secret), .. } = self.settings else {
            return Ok(None);
        };
        let secret = secrets.secret(secret).ok_or(Failure::SecretMissing)?;
        let secret = String::from_utf8(secret.expose().to_vec()).map_err(|_| Failure::SecretMissing)?;
        Ok(Some(Credentials::new(user.clone(), secret)))
    }

    /// How long the next exchange may take.
    fn left(&self) -> Result<Duration, Failure> {
        left(self.settings.timeout(), self.until)
    }
}

impl Session {
    /// Whether the relay has probably not closed it.
    pub(super) fn is_fresh(&self) -> bool {
        self.used_at.elapsed() < LONGEST_REST
    }

    /// Sends one e-mail.
    pub(super) fn send(&mut self, envelope: &Envelope, bytes: &[u8], until: Instant) -> Result<(), Stopped> {
        self.used_at = Instant::now();
        self.wait(until).map_err(Stopped::AtOnce)?;
        if let Err(error) = self.connection.command(Mail::new(envelope.from().cloned(), Vec::new())) {
            let failure = of_the_relay(&error);
            return Err(match error.status().map(u16::from) {
                None | Some(421) => Stopped::AtOnce(failure),
                Some(_) => self.after(failure),
            });
        }
        let recipients = envelope.to().iter().map(|to| Rcpt::new(to.clone(), Vec::new()).to_string());
        for command in recipients.chain([Data.to_string()]) {
            self.wait(until).map_err(Stopped::Lost)?;
            self.connection.command(command).map_err(|error| self.stopped(&error))?;
        }
        self.wait(until).map_err(Stopped::Lost)?;
        // The end of the last line comes with the point that ends the e-mail.
        match self.connection.message(bytes.strip_suffix(b"\r\n").unwrap_or(bytes)) {
            Ok(_) => Ok(()),
            Err(error) => Err(self.stopped(&error)),
        }
    }

    fn wait(&mut self, until: Instant) -> Result<(), Failure> {
        let left = left(self.timeout, until)?;
        limit(&mut self.connection, left)
    }

    /// What the relay said of an e-mail or of one of its recipients.
    fn stopped(&mut self, error: &Error) -> Stopped {
        let Some(reply) = error.status().map(u16::from) else { return Stopped::Lost(of_the_relay(error)) };
        match reply {
            421 => Stopped::Lost(Failure::unavailable(Outage::Relay(reply))),
            _ if error.is_permanent() => self.after(Failure::Rejected { reply }),
            _ => self.after(Failure::unavailable(Outage::Deferred(reply))),
        }
    }

    /// Makes the connection ready for another e-mail.
    fn after(&mut self, failure: Failure) -> Stopped {
        match self.connection.command(RESET) {
            Ok(_) => Stopped::Kept(failure),
            Err(_) => Stopped::Lost(failure),
        }
    }
}

impl Drop for Session {
    /// Tells the relay, without waiting long for what it says.
    fn drop(&mut self) {
        if !self.connection.has_broken() && limit(&mut self.connection, FAREWELL).is_ok() {
            let _ = self.connection.command(Quit);
        }
    }
}

fn limit(connection: &mut SmtpConnection, timeout: Duration) -> Result<(), Failure> {
    connection.set_timeout(Some(timeout)).map_err(|_| Failure::unavailable(Outage::Connection))
}

fn left(timeout: Duration, until: Instant) -> Result<Duration, Failure> {
    let left = until.saturating_duration_since(Instant::now());
    if left.is_zero() { Err(Failure::unavailable(Outage::Timeout)) } else { Ok(left.min(timeout)) }
}

/// What went wrong before the relay could say anything of an e-mail.
fn of_the_relay(error: &Error) -> Failure {
    if let Some(reply) = error.status() {
        return Failure::unavailable(Outage::Relay(reply.into()));
    }
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        if let Some(inner) = inner.downcast_ref::<io::Error>() {
            return Failure::unavailable(match inner.kind() {
                io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Outage::Timeout,
                // How rustls reports a certificate that it does not accept.
                io::ErrorKind::InvalidData => Outage::Tls,
                _ => Outage::Connection,
            });
        }
        source = inner.source();
    }
    Failure::unavailable(if error.is_tls() { Outage::Tls } else { Outage::Connection })
}
