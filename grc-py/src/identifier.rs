//! Identifiers: what `grc.identifier` offers.

use grc_core::definition::Bilingual;
use grc_core::identifier::{self, IdentifierFault, Kind};
use grc_core::wire::identifier_error;
use grc_core::{ErrorCode, Language};
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::failure;

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

/// The exception of the package: `IdentifierError`.
fn raised(py: Python<'_>, fault: IdentifierFault) -> PyErr {
    let error = identifier_error(ErrorCode::InvalidIdentifier, fault, "");
    failure::raised(py, &error, Language::English)
}
