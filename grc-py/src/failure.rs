//! Failures of the engine, raised as the exceptions of `grc.errors`.

use grc_core::definition::Bilingual;
use grc_core::wire::Told;
use grc_core::{Error, ErrorCode, Language};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;

use crate::told::plain;

/// The exception of a failure, told in this language.
pub(crate) fn raised(py: Python<'_>, error: &Error, language: Language) -> PyErr {
    exception(py, error, language).map_or_else(|failure| failure, PyErr::from_value)
}

fn exception<'py>(py: Python<'py>, error: &Error, language: Language) -> PyResult<Bound<'py, PyAny>> {
    static RAISED: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let make = RAISED.get_or_try_init(py, || -> PyResult<Py<PyAny>> {
        Ok(py.import("grc.errors")?.getattr("of_engine")?.unbind())
    })?;
    let details = error.details().and_then(Told::of);
    let details =
        details.map_or_else(|| Ok(PyDict::new(py).into_any()), |details| plain(py, details.whole()))?;
    let code = error.code();
    let told = (code.name(), code.number(), error.message(language), error.path(), details, language.code());
    make.bind(py).call1(told)
}

/// The engine was closed.
pub(crate) fn closed() -> Error {
    Error::new(ErrorCode::EngineClosed, Bilingual::new("le moteur est fermé", "the engine is closed"))
}

/// The process is a child of the one that opened the engine.
pub(crate) fn forked() -> Error {
    let message = Bilingual::new(
        "ce moteur a été ouvert avant un `fork` : ouvrez le fichier après, ou démarrez l'enfant par `spawn`",
        "this engine was opened before a `fork`: open the file after it, or start the child by `spawn`",
    );
    Error::new(ErrorCode::StoreForked, message)
}
