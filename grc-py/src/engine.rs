//! An engine: opened, asked, closed.

use std::path::PathBuf;
use std::process;
use std::sync::{Arc, Mutex, PoisonError};

use grc_core::store::SqliteStore;
use grc_core::wire::{Beside, call_told, language_of};
use grc_core::{Error, Language};
use pyo3::prelude::*;

use crate::failure::{closed, forked, raised};
use crate::given::written;
use crate::hooks::Lent;
use crate::shape::Shapes;
use crate::stream::{Source, Target};
use crate::told::Teller;

/// An engine on its store, for any thread. Operations run without the interpreter.
#[pyclass(frozen, module = "grc._grc")]
pub(crate) struct Engine {
    opened: Mutex<Option<grc_core::Engine>>,
    process: u32,
}

/// What comes beside a request.
#[derive(Default)]
enum Held {
    #[default]
    Nothing,
    Content(Source),
    Directory(PathBuf),
    Output(Target),
}

impl Held {
    fn named(name: &str, object: Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(match name {
            "content" => Self::Content(Source::new(object.unbind())),
            "output" => Self::Output(Target::new(object.unbind())),
            _ => Self::Directory(object.extract()?),
        })
    }

    fn beside(&mut self) -> Beside<'_> {
        match self {
            Self::Nothing => Beside::Nothing,
            Self::Content(source) => Beside::Content(source),
            Self::Directory(path) => Beside::Directory(path),
            Self::Output(target) => Beside::Output(target),
        }
    }

    /// What a file object raised while it was read or written.
    fn raised(self) -> Option<PyErr> {
        match self {
            Self::Content(source) => source.raised,
            Self::Output(target) => target.raised,
            Self::Nothing | Self::Directory(_) => None,
        }
    }
}

#[pymethods]
impl Engine {
    /// Opens the store at a path, or makes one, with what the host lends.
    #[new]
    fn open(py: Python<'_>, path: PathBuf, lent: Lent) -> PyResult<Self> {
        let (options, host) = (lent.options()?, lent.host(py)?);
        let opened = py.detach(|| {
            let store = SqliteStore::open_with(path, options)?;
            Ok(grc_core::Engine::on(Arc::new(store), host))
        });
        let opened = opened.map_err(|error| raised(py, &error, Language::English))?;
        Ok(Self { opened: Mutex::new(Some(opened)), process: process::id() })
    }

    /// Performs an operation: a request as JSON has it, a result of this shape. Beside the request may come, by its name, a file
    /// object to read from (`content`) or to write to (`output`), or a path (`directory`).
    #[pyo3(signature = (operation, request, shape, beside=None))]
    fn call<'py>(
        &self,
        py: Python<'py>,
        operation: &str,
        request: &Bound<'py, PyAny>,
        shape: &str,
        beside: Option<(String, Bound<'py, PyAny>)>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let shape = Shapes::get(py)?.shape(shape);
        let request = written(request)?;
        let mut held = beside.map_or(Ok(Held::Nothing), |(name, object)| Held::named(&name, object))?;
        let engine = self.engine().map_err(|error| raised(py, &error, language_of(request.as_bytes())))?;
        let outcome = py.detach(|| {
            let outcome = call_told(&engine, operation, request.as_bytes(), held.beside());
            // The last handle may close the store, which waits for the disk.
            drop(engine);
            outcome
        });
        match outcome {
            Ok(told) => Teller::whole(py, &shape, told),
            Err(error) => {
                Err(held.raised().unwrap_or_else(|| raised(py, &error, language_of(request.as_bytes()))))
            }
        }
    }

    /// Closes the engine; its store, when the operations that others have begun are done. Again, it does nothing.
    fn close(&self, py: Python<'_>) {
        let closed = self.take();
        py.detach(|| drop(closed));
    }

    /// Whether it is closed.
    #[getter]
    fn closed(&self) -> bool {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }
}

impl Engine {
    /// The engine, unless it is closed, or another process's: there, its locks may be held by threads that are not there.
    fn engine(&self) -> Result<grc_core::Engine, Error> {
        if self.is_forked() {
            return Err(forked());
        }
        let opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        opened.clone().ok_or_else(closed)
    }

    fn is_forked(&self) -> bool {
        process::id() != self.process
    }

    fn take(&self) -> Option<grc_core::Engine> {
        if self.is_forked() {
            // Closing it is the parent's affair.
            return None;
        }
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if self.is_forked()
            && let Ok(opened) = self.opened.get_mut()
        {
            std::mem::forget(opened.take());
        } else if let Some(closed) = self.take() {
            // A host's hook may hold the last handle on something of Python's: whoever drops it needs the interpreter.
            Python::try_attach(|py| py.detach(|| drop(closed)));
        }
    }
}
