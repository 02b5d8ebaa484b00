//! Identifiers: what `grc.identifier` offers.

use grc_core::definition::Bilingual;
use grc_core::identifier::{self, IdentifierFault, Kind};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyType};

/// The form to store of an identifier of that kind.
#[pyfunction]
#[pyo3(name = "identifier_canonical")]
pub(crate) fn canonical(kind: &Bound<'_, PyString>, text: &Bound<'_, PyString>) -> PyResult<String> {
    let py = text.py();
    check(kind, text).map(|(_, canonical)| canonical).map_err(|fault| raised(py, fault))
}

/// The form to show of an identifier of that kind.
#[pyfunction]
#[pyo3(name = "identifier_formatted")]
pub(crate) fn formatted(kind: &Bound<'_, PyString>, text: &Bound<'_, PyString>) -> PyResult<String> {
    let py = text.py();
    check(kind, text)
        .map(|(kind, canonical)| identifier::formatted(kind, &canonical))
        .map_err(|fault| raised(py, fault))
}

fn check(kind: &Bound<'_, PyString>, text: &Bound<'_, PyString>) -> Result<(Kind, String), IdentifierFault> {
    // What is no kind for want of Unicode is no kind either.
    let kind: Kind = kind.to_string_lossy().parse()?;
    // The exception that Python would raise for a lone surrogate holds the whole text.
    let text = text.to_cow().map_err(|_| IdentifierFault {
        code: "identifier.wrong_shape",
        message: Bilingual::new("le texte n'est pas de l'Unicode correct", "the text is not correct Unicode"),
    })?;
    let canonical = identifier::canonical(kind, &text)?;
    Ok((kind, canonical))
}

/// The exception of the package, which is Python's own class: `IdentifierError(code, french, english)`.
fn raised(py: Python<'_>, fault: IdentifierFault) -> PyErr {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let IdentifierFault { code, message: Bilingual { french, english } } = fault;
    match CLASS.import(py, "grc.identifier", "IdentifierError") {
        Ok(class) => PyErr::from_type(class.clone(), (code, french, english)),
        Err(error) => error,
    }
}
