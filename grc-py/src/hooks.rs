//! What the host lends: a clock, secrets, ways to send. Each is a callable of the package's own, which catches what the host's
//! code raises and tells it in a form that is read here: nothing unwinds through the engine.

use std::sync::{Mutex, PoisonError};
use std::thread::{self, ThreadId};

use grc_core::definition::{Bilingual, Channel};
use grc_core::delivery::{
    Failure, Http, HttpRequest, HttpResponse, Outage, Raised, RetryAfter, Secret, Secrets, SmtpSettings,
    Transport,
};
use grc_core::engine::{Clock, SystemClock};
use grc_core::json::{Limits, parse};
use grc_core::request::{Message, MessageId};
use grc_core::store::sqlite::{Durability, Options};
use grc_core::wire::Told;
use grc_core::{AddressGuard, Error, ErrorCode, Host, Instant, Language};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::failure::raised;
use crate::given::written;
use crate::shape::Shapes;
use crate::told::Teller;

/// What the host lends, as `grc._hooks` gathers it.
#[derive(FromPyObject)]
pub(crate) struct Lent {
    clock: Option<Py<PyAny>>,
    secrets: Option<Py<PyAny>>,
    transports: Vec<(String, Py<PyAny>)>,
    http: Option<Py<PyAny>>,
    mail_directory: Option<std::path::PathBuf>,
    smtp: Option<Py<PyAny>>,
    durability: Option<String>,
    allow: Vec<String>,
    leaves_calls: bool,
    scans_files: bool,
    most_file_bytes: Option<u64>,
    most_request_bytes: Option<u64>,
}

impl Lent {
    /// How the store is opened.
    pub(crate) fn options(&self) -> PyResult<Options> {
        let durability = self.durability.as_deref().map_or(Some(Durability::Full), Durability::named);
        let durability = durability
            .ok_or_else(|| PyValueError::new_err("durability: expected `full`, `normal` or `off`"))?;
        Ok(Options { durability, ..Options::default() })
    }

    /// The host.
    pub(crate) fn host(self, py: Python<'_>) -> PyResult<Host> {
        let refused = |error: Error| raised(py, &error, Language::English);
        let guard = self.allow.iter().try_fold(AddressGuard::default(), |guard, place| guard.allow(place));
        let mut host = Host::new().guard(guard.map_err(refused)?);
        if let Some(clock) = self.clock {
            host = host.clock(HostClock { callable: clock, failed: Mutex::default() });
        }
        if let Some(secrets) = self.secrets {
            host = host.secrets(HostSecrets(secrets));
        }
        if let Some(directory) = self.mail_directory {
            host = host.mail_directory(directory);
        }
        if let Some(settings) = self.smtp {
            let settings = written(settings.bind(py))?;
            let settings = parse(settings.as_bytes(), Limits::COMMAND).map_err(Error::from);
            let relayed = settings.and_then(|settings| host.smtp(SmtpSettings::read(&settings)?));
            host = relayed.map_err(|error| refused(inside("smtp", error)))?;
        }
        for (channel, send) in self.transports {
            let channel = serde_json::from_value::<Channel>(channel.into()).map_err(|_| {
                PyValueError::new_err("transports: a channel is `email`, `letter`, `sms` or `portal`")
            })?;
            host = host.transport(channel, HostTransport(send));
        }
        if let Some(exchange) = self.http {
            host = host.http(HostHttp(exchange));
        }
        if self.leaves_calls {
            host = host.leaves_calls();
        }
        if self.scans_files {
            host = host.scans_files();
        }
        if let Some(most) = self.most_file_bytes {
            host = host.most_file_bytes(most);
        }
        if let Some(most) = self.most_request_bytes {
            host = host.most_request_bytes(most);
        }
        Ok(host)
    }
}

/// A fault of a part of what is lent, at its place.
fn inside(key: &str, error: Error) -> Error {
    let path = format!("/{key}{}", error.path().unwrap_or_default());
    error.at(path)
}

/// A callable that gives milliseconds since 1970, or the type of what the host's clock raised.
struct HostClock {
    callable: Py<PyAny>,
    /// What was raised in which thread, until the operation that it fails asks.
    failed: Mutex<Vec<(ThreadId, String)>>,
}

#[derive(FromPyObject)]
enum Time {
    At(i64),
    Raised(String),
}

impl Clock for HostClock {
    fn now(&self) -> Instant {
        let told = Python::try_attach(|py| self.callable.bind(py).call0()?.extract::<Time>());
        let exception = match told {
            Some(Ok(Time::At(milliseconds))) => return Instant::from_milliseconds(milliseconds),
            Some(Ok(Time::Raised(exception))) => exception,
            // The interpreter ends.
            Some(Err(_)) | None => "SystemExit".to_owned(),
        };
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        failed.push((thread::current().id(), exception));
        SystemClock.now()
    }

    fn failure(&self) -> Option<Error> {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        if failed.is_empty() {
            return None;
        }
        let thread = thread::current().id();
        let raised = failed.iter().find(|(known, _)| *known == thread).map(|(_, raised)| raised.clone())?;
        failed.retain(|(known, _)| *known != thread);
        Some(clock_raised(&raised))
    }
}

fn clock_raised(exception: &str) -> Error {
    let message = Bilingual::new(
        format!("l'horloge de l'hôte a levé {exception}"),
        format!("the clock of the host raised {exception}"),
    );
    Error::new(ErrorCode::HookFailed, message).with_details(serde_json::json!({"hook": "clock"}))
}

/// A callable that gives the bytes of a secret, or nothing.
struct HostSecrets(Py<PyAny>);

impl Secrets for HostSecrets {
    fn secret(&self, name: &str) -> Option<Secret> {
        let told = Python::try_attach(|py| self.0.bind(py).call1((name,))?.extract::<Option<Vec<u8>>>());
        told?.ok()?.map(Secret::new)
    }
}

/// How an attempt failed, as the package tells it: `refused` or `unavailable`, the type of the exception, seconds to wait.
#[derive(FromPyObject)]
struct Failed(String, String, Option<u32>);

impl Failed {
    fn failure(self) -> Failure {
        let Self(class, exception, retry_after) = self;
        if class == "refused" {
            return Failure::Declined;
        }
        let outage =
            if exception.is_empty() { Outage::Reported } else { Outage::Raised(Raised::named(&exception)) };
        Failure::Unavailable { outage, retry_after: retry_after.map(RetryAfter::Seconds) }
    }
}

/// What the package itself would raise, or an interpreter that ends: the attempt is made again.
fn lost() -> Failure {
    Failure::unavailable(Outage::Reported)
}

/// A callable that takes the identifier of a message and the message, and gives how it failed, or nothing.
struct HostTransport(Py<PyAny>);

impl Transport for HostTransport {
    fn send(&self, id: MessageId, message: &Message) -> Result<(), Failure> {
        let told = Python::try_attach(|py| -> PyResult<Option<Failed>> {
            let shapes = Shapes::get(py)?;
            let as_python = |told: Option<Told>, shape: &str| -> PyResult<Bound<'_, PyAny>> {
                let told = told.ok_or_else(|| PyValueError::new_err("a message without a form in JSON"))?;
                Teller::whole(py, &shapes.shape(shape), told)
            };
            let id = as_python(Told::of(&id), "uuid")?;
            let message = as_python(Told::of(message), "OutgoingMessage")?;
            self.0.bind(py).call1((id, message))?.extract()
        });
        match told {
            Some(Ok(None)) => Ok(()),
            Some(Ok(Some(told))) => Err(told.failure()),
            Some(Err(_)) | None => Err(lost()),
        }
    }
}

/// What a call of the host's gives: how it failed, or status, headers and body.
#[derive(FromPyObject)]
enum Exchanged {
    Failed(Failed),
    Answered(u16, Vec<(String, String)>, Vec<u8>),
}

/// A callable that takes method, address, headers, body and seconds, and gives the answer or how it failed.
struct HostHttp(Py<PyAny>);

impl Http for HostHttp {
    fn exchange(&self, request: &HttpRequest) -> Result<HttpResponse, Failure> {
        let told = Python::try_attach(|py| -> PyResult<Exchanged> {
            let body = request.body.as_ref().map(|body| PyBytes::new(py, body));
            let seconds = request.timeout.as_secs();
            let told = serde_json::json!(request.method);
            let (method, headers) = (told.as_str(), request.headers.clone());
            self.0.bind(py).call1((method, &request.url, headers, body, seconds))?.extract()
        });
        match told {
            Some(Ok(Exchanged::Answered(status, headers, body))) => {
                Ok(HttpResponse { status, headers, body })
            }
            Some(Ok(Exchanged::Failed(told))) => Err(told.failure()),
            Some(Err(_)) | None => Err(lost()),
        }
    }
}
