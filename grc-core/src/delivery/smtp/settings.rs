//! How the relay is reached.

use std::time::{Duration, Instant};

use lettre::Address;
use lettre::transport::smtp::client::{Certificate, CertificateStore, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::check::{Format, refusal};
use crate::definition::{Bilingual, schema_settings};
use crate::delivery::mime::address;
use crate::error::{Error, ErrorCode, Result};

/// Seconds that one exchange may take when the host does not say, and the most that it may.
const USUAL_TIMEOUT: u32 = 20;
const LONGEST_TIMEOUT: u32 = 60;

/// How long an attempt may take from its beginning to its end: shorter than its lease.
const LONGEST_ATTEMPT: Duration = Duration::from_secs(100);

/// How the relay that takes e-mails is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SmtpSettings {
    /// Its name, which its certificate bears: `smtp.exemple.fr`.
    pub host: String,
    /// Its port; the usual one for its security, if absent: 587 for `starttls`, 465 for `tls`, 25 for `none`.
    #[serde(default)]
    #[schemars(range(min = 1))]
    pub port: Option<u16>,
    /// How the connection is secured.
    #[serde(default)]
    pub security: SmtpSecurity,
    /// Under what name the engine proves who it is; it does not, if absent.
    #[serde(default)]
    pub user: Option<String>,
    /// The name of the secret with which it does.
    #[serde(default)]
    pub secret: Option<String>,
    /// The address from which every e-mail is sent, when the relay wants one of its own: what is answered goes to the service
    /// all the same. The service's, if absent.
    #[serde(default)]
    pub sender: Option<String>,
    /// The name under which the engine greets the relay: that of its machine. `[127.0.0.1]`, if absent.
    #[serde(default)]
    pub hello: Option<String>,
    /// The certificates (PEM) of the authorities to trust, instead of those that browsers do: for a relay inside.
    #[serde(default)]
    pub authorities: Option<String>,
    /// Seconds that one exchange may take, up to 60; 20, if absent.
    #[serde(default)]
    #[schemars(range(min = 1, max = 60))]
    pub timeout_seconds: Option<u32>,
}

/// How a connection to a relay is secured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SmtpSecurity {
    /// In clear until the relay has said that it can do better, then TLS, without which nothing is sent.
    #[default]
    Starttls,
    /// TLS from the beginning.
    Tls,
    /// In clear, without a secret: for a relay on the same machine, or on a network of which everyone may read everything.
    None,
}

impl SmtpSettings {
    /// A relay of that name, by `starttls`, to which the engine does not prove who it is.
    pub fn new(host: impl Into<String>) -> Self {
        Self {
            host: host.into(),
            port: None,
            security: SmtpSecurity::default(),
            user: None,
            secret: None,
            sender: None,
            hello: None,
            authorities: None,
            timeout_seconds: None,
        }
    }

    /// Reads the settings as every door takes them.
    ///
    /// # Errors
    /// `invalid_input`, each fault at its place in the document.
    pub fn read(document: &Json) -> Result<Self> {
        serde_json::from_value(document.clone()).map_err(|_| {
            let schema = schema_settings().into_generator().into_root_schema_for::<Self>();
            refusal(document, &Format::of_commands(schema.to_value()))
        })
    }

    pub(super) fn port(&self) -> u16 {
        self.port.unwrap_or(match self.security {
            SmtpSecurity::Starttls => 587,
            SmtpSecurity::Tls => 465,
            SmtpSecurity::None => 25,
        })
    }

    pub(super) fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout_seconds.unwrap_or(USUAL_TIMEOUT).into())
    }

    /// When an attempt that begins now is over.
    pub(super) fn deadline(&self) -> Instant {
        Instant::now() + LONGEST_ATTEMPT
    }

    pub(super) fn check(&self) -> Result<()> {
        if url::Host::parse(&self.host).is_err() {
            return Err(wrong("host", "un nom de machine", "the name of a machine"));
        }
        if self.port == Some(0) {
            return Err(wrong("port", "un port, de 1 à 65535", "a port, from 1 to 65535"));
        }
        if !(1..=LONGEST_TIMEOUT).contains(&self.timeout_seconds.unwrap_or(USUAL_TIMEOUT)) {
            return Err(wrong("timeout_seconds", "de 1 à 60 secondes", "from 1 to 60 seconds"));
        }
        match (&self.user, &self.secret) {
            (Some(_), None) => {
                Err(wrong("secret", "le nom d'un secret, avec `user`", "the name of a secret, with `user`"))
            }
            (None, Some(_)) => Err(wrong("user", "un nom, avec `secret`", "a name, with `secret`")),
            (Some(_), Some(_)) if self.security == SmtpSecurity::None => Err(wrong(
                "security",
                "`starttls` ou `tls` : un secret ne va pas en clair",
                "`starttls` or `tls`: a secret does not go in clear",
            )),
            _ => Ok(()),
        }
    }

    pub(super) fn checked_sender(&self) -> Result<Option<Address>> {
        let read = |sender: &String| {
            address(sender).ok_or_else(|| wrong("sender", "une adresse électronique", "an e-mail address"))
        };
        self.sender.as_ref().map(read).transpose()
    }

    /// The name is checked: it is written in a command.
    pub(super) fn hello(&self) -> Result<ClientId> {
        let Some(name) = &self.hello else { return Ok(ClientId::default()) };
        match url::Host::parse(name) {
            Ok(url::Host::Domain(domain)) => Ok(ClientId::Domain(domain)),
            Ok(url::Host::Ipv4(address)) => Ok(ClientId::Ipv4(address)),
            Ok(url::Host::Ipv6(address)) => Ok(ClientId::Ipv6(address)),
            Err(_) => Err(wrong("hello", "un nom de machine", "the name of a machine")),
        }
    }

    pub(super) fn tls(&self) -> Result<Option<TlsParameters>> {
        if self.security == SmtpSecurity::None {
            return Ok(None);
        }
        let not_trusted = || wrong("authorities", "des certificats PEM", "PEM certificates");
        let mut tls = TlsParameters::builder(self.host.clone());
        if let Some(pem) = &self.authorities {
            if !pem.contains("-----BEGIN CERTIFICATE-----") {
                return Err(not_trusted());
            }
            let authority = Certificate::from_pem(pem.as_bytes()).map_err(|_| not_trusted())?;
            tls = tls.certificate_store(CertificateStore::None).add_root_certificate(authority);
        }
        tls.build().map(Some).map_err(|_| not_trusted())
    }
}

/// A setting at fault, what is wanted in French and in English.
fn wrong(key: &str, french: &str, english: &str) -> Error {
    let message = Bilingual::new(format!("il faut {french}"), format!("this must be {english}"));
    Error::new(ErrorCode::InvalidInput, message).at(format!("/{key}"))
}
