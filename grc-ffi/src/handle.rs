//! What a C program holds: an engine, and what its last operation left.

use std::ffi::{c_char, c_void};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use grc_core::Engine;
use serde_json::Value as Json;

use crate::encoding::Encoding;
use crate::failure::{Failure, Outcome};
use crate::status::{GRC_NO_RESULT, GRC_NOT_OPEN};

/// An engine. What it is is the library's affair: a program only keeps its address.
#[allow(non_camel_case_types)]
pub struct grc_engine {
    _private: [u8; 0],
}

/// Is told of each operation when it has ended: the context given with it, 0 when the operation succeeded or 1
/// when it did not, and a line of UTF-8 without personal data, which lives as long as the call and ends with a NUL.
#[allow(non_camel_case_types)]
pub type grc_log = Option<unsafe extern "C" fn(context: *mut c_void, level: i32, line: *const c_char)>;

/// An engine, as the library keeps it.
#[derive(Default)]
pub(crate) struct Handle {
    opened: Option<Opened>,
    left: Option<Left>,
    failure: Option<String>,
    log: Option<Log>,
}

/// An engine on its store.
pub(crate) struct Opened {
    pub(crate) engine: Engine,
    pub(crate) encoding: Encoding,
    pub(crate) clock: HostClock,
}

/// What the last operation left to be read: its result, or its failure.
pub(crate) struct Left {
    pub(crate) document: Json,
    /// As the host reads it.
    pub(crate) text: String,
    pub(crate) is_failure: bool,
}

pub(crate) struct Log {
    pub(crate) function: unsafe extern "C" fn(context: *mut c_void, level: i32, line: *const c_char),
    pub(crate) context: *mut c_void,
}

// SAFETY: the caller promises that the function may be called with its context from any thread that uses the engine.
unsafe impl Send for Log {}

/// The machine's clock, or an instant that the host sets.
#[derive(Clone, Default)]
pub(crate) struct HostClock(pub(crate) Arc<AtomicI64>);

impl HostClock {
    /// The machine's clock speaks.
    pub(crate) const MACHINE: i64 = i64::MIN;

    pub(crate) fn set(&self, milliseconds: i64) {
        self.0.store(milliseconds, Ordering::Relaxed);
    }
}

impl grc_core::engine::Clock for HostClock {
    fn now(&self) -> grc_core::Instant {
        match self.0.load(Ordering::Relaxed) {
            Self::MACHINE => grc_core::engine::SystemClock.now(),
            milliseconds => grc_core::Instant::from_milliseconds(milliseconds),
        }
    }
}

impl Handle {
    pub(crate) fn opened(&self) -> Outcome<&Opened> {
        self.opened.as_ref().ok_or(Failure::Misuse(GRC_NOT_OPEN))
    }

    pub(crate) fn is_open(&self) -> bool {
        self.opened.is_some()
    }

    pub(crate) fn open(&mut self, opened: Opened) {
        self.opened = Some(opened);
    }

    pub(crate) fn set_log(&mut self, log: Option<Log>) {
        self.log = log;
    }

    pub(crate) fn encoding(&self) -> Encoding {
        self.opened.as_ref().map_or_else(Encoding::default, |opened| opened.encoding)
    }

    /// An operation begins: what the last one left is gone.
    pub(crate) fn forget(&mut self) {
        self.left = None;
        self.failure = None;
    }

    /// Keeps a result to be read.
    pub(crate) fn keep(&mut self, document: Json) {
        let text = self.encoding().json(&document);
        self.left = Some(Left { document, text, is_failure: false });
    }

    /// Keeps a failure to be read.
    pub(crate) fn note(&mut self, failure: &Failure) {
        let document = failure.to_json();
        let text = self.encoding().json(&document);
        self.left = Some(Left { document, text, is_failure: true });
        self.failure = Some(failure.message());
    }

    pub(crate) fn left(&self) -> Outcome<&Left> {
        self.left.as_ref().ok_or(Failure::Misuse(GRC_NO_RESULT))
    }

    /// The words of the last failure; none after a success.
    pub(crate) fn failure(&self) -> &str {
        self.failure.as_deref().unwrap_or_default()
    }

    /// Tells the host's log how an operation ended.
    pub(crate) fn tell(&self, operation: &str, failure: Option<&Failure>) {
        let Some(log) = &self.log else { return };
        let line = match failure {
            None => format!("{operation}: done\0"),
            Some(failure) => {
                format!("{operation}: {}\0", crate::status::meaning(failure.status()).to_string_lossy())
            }
        };
        // SAFETY: the function is the host's, which promised that it may be called so; the line ends with a NUL and
        // outlives the call.
        unsafe { (log.function)(log.context, i32::from(failure.is_some()), line.as_ptr().cast()) };
    }
}
