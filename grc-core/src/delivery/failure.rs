//! How an attempt fails.

use std::fmt;

use super::raised::Raised;
use super::retry::{RetryAfter, Schedule};
use crate::request::{FailureClass, Instant};

/// How an attempt failed. It holds neither addresses nor anything that a person typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// The other side said no: 3xx (redirects are not followed), or 4xx but 408, 425 and 429.
    Refused {
        /// HTTP status.
        status: u16,
    },
    /// The other side could not be reached, or said that it could not serve now.
    Unavailable {
        /// Why.
        outage: Outage,
        /// When the other side wants to be asked again.
        retry_after: Option<RetryAfter>,
    },
    /// The other side accepted, in words that the engine does not understand.
    Unreadable(Illegible),
    /// The relay said no to an e-mail or to one of its recipients: a reply 5xx of SMTP.
    Rejected {
        /// The reply.
        reply: u16,
    },
    /// The other side answered, and what it answered says no: the operation's own rule tells.
    RefusedAnswer {
        /// HTTP status: 2xx.
        status: u16,
    },
    /// The other side said no, in no number that the engine knows: it is what a host reports.
    Declined,
    /// The address is not one that the engine may call.
    AddressRefused,
    /// The host provides no such secret. It may later: the attempt is made again.
    SecretMissing,
    /// The authorisation server gave no token: the other side was not asked. It may later: the attempt is made again.
    NoToken {
        /// HTTP status that the server answered.
        status: u16,
    },
    /// The message cannot be written down for its channel.
    Unsendable(Unsendable),
}

/// Why the other side was not available.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outage {
    /// It said so: 408, 425, 429 or 5xx.
    Status(u16),
    /// The relay does not serve: the reply of SMTP.
    Relay(u16),
    /// The relay serves, and wants this e-mail later: a reply 4xx of SMTP.
    Deferred(u16),
    /// The relay does not know who sends.
    Authentication,
    /// It took too long.
    Timeout,
    /// No connection, or one cut before the end of the answer.
    Connection,
    /// Its name is not known now.
    UnknownHost,
    /// No secure connection: its certificate, for instance, has expired.
    Tls,
    /// The directory could not be written.
    Disk,
    /// The host that sends does not say.
    Reported,
    /// The host's own code, which sends, raised an exception.
    Raised(Raised),
}

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Illegible {
    /// It is not HTTP.
    NotHttp,
    /// It is too long.
    TooLong,
    /// It is not JSON, or not as strict as the engine wants it.
    NotJson,
    /// The operation's rule cannot be told of it.
    Unusable,
    /// A file that it holds is empty, too large, not in base64, or not of the type that is told.
    BadFile,
    /// The host that sends does not say.
    Reported,
}

/// What is wrong with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unsendable {
    /// The sender's address is not one.
    Sender,
    /// There is no recipient, or an address is not one.
    Recipient,
    /// A header or a secret holds characters that HTTP does not carry.
    Header,
    /// The content cannot be encoded.
    Content,
}

impl Failure {
    /// The other side was not available, and gave no instant to come back at.
    pub fn unavailable(outage: Outage) -> Self {
        Self::Unavailable { outage, retry_after: None }
    }

    /// Its code, kept in the history: `http_503`, `smtp_550`, `timeout`, `refused_address`.
    pub fn code(&self) -> String {
        let code = match self {
            Self::Refused { status } | Self::Unavailable { outage: Outage::Status(status), .. } => {
                return format!("http_{status}");
            }
            Self::Rejected { reply }
            | Self::Unavailable { outage: Outage::Relay(reply) | Outage::Deferred(reply), .. } => {
                return format!("smtp_{reply}");
            }
            Self::Unavailable { outage, .. } => match outage {
                Outage::Status(_) | Outage::Relay(_) | Outage::Deferred(_) | Outage::Connection => {
                    "connection"
                }
                Outage::Authentication => "authentication",
                Outage::Timeout => "timeout",
                Outage::UnknownHost => "unknown_host",
                Outage::Tls => "tls",
                Outage::Disk => "disk",
                Outage::Reported => "unavailable",
                Outage::Raised(raised) => return format!("raised_{raised}"),
            },
            Self::Unreadable(Illegible::NotHttp) => "not_http",
            Self::Unreadable(Illegible::TooLong) => "too_long",
            Self::Unreadable(Illegible::NotJson) => "not_json",
            Self::Unreadable(Illegible::Unusable) => "evaluation_failed",
            Self::Unreadable(Illegible::BadFile) => "invalid_file",
            Self::Unreadable(Illegible::Reported) => "unreadable",
            Self::RefusedAnswer { .. } => "refused_answer",
            Self::Declined => "refused",
            Self::AddressRefused => "refused_address",
            Self::SecretMissing => "secret_missing",
            Self::NoToken { .. } => "no_token",
            Self::Unsendable(Unsendable::Sender) => "invalid_sender",
            Self::Unsendable(Unsendable::Recipient) => "invalid_recipient",
            Self::Unsendable(Unsendable::Header) => "invalid_header",
            Self::Unsendable(Unsendable::Content) => "invalid_content",
        };
        code.to_owned()
    }

    /// What a circuit makes of it.
    pub fn class(&self) -> FailureClass {
        match self {
            Self::Refused { .. }
            | Self::Rejected { .. }
            | Self::RefusedAnswer { .. }
            | Self::Declined
            | Self::AddressRefused
            | Self::Unsendable(_) => FailureClass::Refused,
            Self::Unavailable { .. } | Self::SecretMissing | Self::NoToken { .. } => {
                FailureClass::Unavailable
            }
            Self::Unreadable(_) => FailureClass::Unreadable,
        }
    }

    /// Whether another attempt would end the same way.
    pub fn is_final(&self) -> bool {
        self.class() != FailureClass::Unavailable
    }

    /// When to try again after this failure of the attempt number `attempts`: as the schedule says, or
    /// later when the other side asked for it (a day at most). `None`: given up.
    pub fn retry_at(&self, schedule: &Schedule, now: Instant, attempts: u32, jitter: u32) -> Option<Instant> {
        if self.is_final() {
            return None;
        }
        let scheduled = schedule.next(now, attempts, jitter)?;
        match self {
            Self::Unavailable { retry_after: Some(asked), .. } => Some(scheduled.max(asked.instant(now))),
            _ => Some(scheduled),
        }
    }

    /// The HTTP status that the other side answered, when that is why it failed.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { status }
            | Self::RefusedAnswer { status }
            | Self::NoToken { status }
            | Self::Unavailable { outage: Outage::Status(status), .. } => Some(*status),
            _ => None,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.code())
    }
}

impl std::error::Error for Failure {}
