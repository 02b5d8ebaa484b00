//! The engine's own HTTP client.

use std::fmt;
use std::io;

use ureq::config::Config;
use ureq::http::{Method as HttpMethod, Request, Response, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body};

use super::{
    AddressGuard, Failure, Http, HttpRequest, HttpResponse, Illegible, MAX_ANSWER_BYTES, Outage, Unsendable,
};
use crate::definition::Method;

/// An HTTP client behind an [`AddressGuard`].
///
/// It follows no redirect, reads at most [`MAX_ANSWER_BYTES`], and ignores the proxies that the
/// environment names: a proxy would resolve names itself, out of the guard's sight. Each name is resolved
/// once per exchange, and the connection is made to the very addresses that the guard has approved.
#[derive(Clone, Debug)]
pub struct Client {
    agent: Agent,
}

impl Client {
    /// A client that connects where `guard` allows.
    pub fn new(guard: AddressGuard) -> Self {
        let config = Config::builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .build();
        let resolver = GuardedResolver { guard, names: DefaultResolver::default() };
        Self { agent: Agent::with_parts(config, DefaultConnector::new(), resolver) }
    }
}

impl Http for Client {
    fn exchange(&self, request: &HttpRequest) -> Result<HttpResponse, Failure> {
        let mut builder = Request::builder().method(method(request.method)).uri(&request.url);
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        let unsendable = |_| Failure::Unsendable(Unsendable::Header);
        let response = match (&request.body, request.method) {
            (None, Method::Get) => {
                let built = builder.body(()).map_err(unsendable)?;
                self.agent.run(self.with_timeout(built, request))
            }
            // A method that may carry a body says that it carries none: `Content-Length: 0`.
            (body, _) => {
                let built = builder.body(body.clone().unwrap_or_default()).map_err(unsendable)?;
                self.agent.run(self.with_timeout(built, request))
            }
        };
        read(response.map_err(failure)?)
    }
}

impl Client {
    fn with_timeout<B: ureq::AsSendBody>(&self, built: Request<B>, request: &HttpRequest) -> Request<B> {
        self.agent.configure_request(built).timeout_global(Some(request.timeout)).build()
    }
}

fn method(method: Method) -> HttpMethod {
    match method {
        Method::Get => HttpMethod::GET,
        Method::Post => HttpMethod::POST,
        Method::Put => HttpMethod::PUT,
        Method::Patch => HttpMethod::PATCH,
    }
}

fn read(response: Response<Body>) -> Result<HttpResponse, Failure> {
    let (head, mut body) = response.into_parts();
    let limit = u64::try_from(MAX_ANSWER_BYTES).unwrap_or(u64::MAX);
    let body = match body.with_config().limit(limit).read_to_vec() {
        Ok(body) => body,
        // The status has said enough.
        Err(_) if !head.status.is_success() => Vec::new(),
        Err(error) => return Err(failure(error)),
    };
    let headers = head
        .headers
        .iter()
        .map(|(name, value)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        })
        .collect();
    Ok(HttpResponse { status: head.status.as_u16(), headers, body })
}

fn failure(error: ureq::Error) -> Failure {
    match error {
        ureq::Error::Other(inner) if inner.is::<AddressNotApproved>() => Failure::AddressRefused,
        ureq::Error::Timeout(_) => Failure::unavailable(Outage::Timeout),
        ureq::Error::HostNotFound => Failure::unavailable(Outage::UnknownHost),
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) | ureq::Error::TlsRequired => {
            Failure::unavailable(Outage::Tls)
        }
        ureq::Error::Io(error) => match error.kind() {
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Failure::unavailable(Outage::Timeout),
            // How rustls reports a certificate that it does not accept.
            io::ErrorKind::InvalidData => Failure::unavailable(Outage::Tls),
            _ => Failure::unavailable(Outage::Connection),
        },
        ureq::Error::BodyExceedsLimit(_) | ureq::Error::LargeResponseHeader(..) => {
            Failure::Unreadable(Illegible::TooLong)
        }
        ureq::Error::Protocol(_) => Failure::Unreadable(Illegible::NotHttp),
        ureq::Error::Http(_) | ureq::Error::BadUri(_) => Failure::Unsendable(Unsendable::Header),
        _ => Failure::unavailable(Outage::Connection),
    }
}

/// Resolves names, and gives only the addresses that the guard approves.
#[derive(Debug)]
pub(super) struct GuardedResolver<R> {
    pub(super) guard: AddressGuard,
    pub(super) names: R,
}

impl<R: Resolver> Resolver for GuardedResolver<R> {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let host = uri.host().unwrap_or_default();
        let found = self.names.resolve(uri, config, timeout).map_err(|error| match error {
            ureq::Error::Io(_) => ureq::Error::HostNotFound,
            other => other,
        })?;
        let mut approved = self.empty();
        for socket in found.iter() {
            if self.guard.check_address(socket.ip(), host, socket.port()) {
                approved.push(*socket);
            }
        }
        if approved.is_empty() {
            return Err(ureq::Error::Other(Box::new(AddressNotApproved)));
        }
        Ok(approved)
    }
}

/// Carries the guard's refusal through the client's own errors.
#[derive(Debug)]
struct AddressNotApproved;

impl fmt::Display for AddressNotApproved {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the guard approves none of the addresses")
    }
}

impl std::error::Error for AddressNotApproved {}
