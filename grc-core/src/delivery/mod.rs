//! The way out: attempts one thing that leaves the engine, says how it ended and when to try again.
//!
//! Nothing here knows the store. The engine leases what is due, hands each thing to a [`Transport`]
//! (messages to people) or to [`call`] (business applications), and records the outcome. A thing may
//! be attempted twice, after a crash; its [`MessageId`](crate::request::MessageId) makes the second
//! time harmless: it names the file, is the e-mail's `Message-ID` and the call's `Idempotency-Key`.
//!
//! Calls received from business applications are checked by [`webhook`].

mod authentication;
pub mod breaker;
mod call;
#[cfg(feature = "http")]
mod client;
mod directory;
mod failure;
mod guard;
mod http;
mod letter;
#[cfg(feature = "mail")]
mod mail;
#[cfg(feature = "mail")]
mod mime;
mod network;
mod notice;
mod question;
mod raised;
mod retry;
mod secret;
#[cfg(feature = "smtp")]
mod smtp;
mod text;
mod tokens;
mod transport;
pub mod webhook;

#[cfg(test)]
mod tests;

pub use crate::request::FailureClass;
pub use call::{Answer, CALL_TIMEOUT, Caller, FailedCall, answer_of, call, open_headers, said, timeout_of};
#[cfg(feature = "http")]
pub use client::Client;
pub use failure::{Failure, Illegible, Outage, Unsendable};
pub use guard::AddressGuard;
pub use http::{Http, HttpRequest, HttpResponse, MAX_ANSWER_BYTES};
pub use letter::LetterDirectory;
#[cfg(feature = "mail")]
pub use mail::MailDirectory;
pub use notice::tell;
pub use question::{Told, ask};
pub use raised::Raised;
pub use retry::{RetryAfter, Schedule};
pub use secret::{Environment, Secret, Secrets};
#[cfg(feature = "smtp")]
pub use smtp::{SmtpSecurity, SmtpSettings, SmtpTransport};
pub use tokens::{Token, Tokens};
pub use transport::{EnclosedFile, Means, Transport};
