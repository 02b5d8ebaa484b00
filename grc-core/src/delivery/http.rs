//! What speaks HTTP for the engine.

use std::fmt;
use std::time::Duration;

use super::Failure;
use crate::definition::Method;

/// The longest answer that is read: 1 MiB.
pub const MAX_ANSWER_BYTES: usize = 1 << 20;

/// What exchanges one request for one response; the host may bring its own.
///
/// An implementation does not follow redirects, keeps to the request's timeout, reads at most
/// [`MAX_ANSWER_BYTES`], and connects only to addresses that
/// [`AddressGuard::check_address`](super::AddressGuard::check_address) approves.
pub trait Http: Send + Sync {
    /// Sends the request; gives the response, whatever its status.
    ///
    /// # Errors
    /// How the attempt ended, when there is no whole response.
    fn exchange(&self, request: &HttpRequest) -> Result<HttpResponse, Failure>;
}

/// A request, ready to be sent. It holds secrets: [`Debug`](fmt::Debug) shows the method alone.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// Method.
    pub method: Method,
    /// Whole address, `http` or `https`.
    pub url: String,
    /// Headers, in order: printable ASCII.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: Option<Vec<u8>>,
    /// For the whole exchange, from the name's resolution to the body's last byte.
    pub timeout: Duration,
}

impl HttpRequest {
    /// The same, with more headers.
    pub(super) fn with(mut self, headers: Vec<(String, String)>) -> Self {
        self.headers.extend(headers);
        self
    }
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("HttpRequest").field("method", &self.method).finish_non_exhaustive()
    }
}

/// A response. [`Debug`](fmt::Debug) shows its status alone.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpResponse {
    /// Status.
    pub status: u16,
    /// Headers, in order.
    pub headers: Vec<(String, String)>,
    /// Body; may be missing from a response that is not a success.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// The first header of this name, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("HttpResponse").field("status", &self.status).finish_non_exhaustive()
    }
}
