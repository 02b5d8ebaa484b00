//! Records: what results are made of, and what programs give. Those of a result are read from it, member by member, when they are
//! looked at: a page of a list costs little, whatever its rows have.

use std::sync::{Mutex, PoisonError};

use grc_core::wire::{Content, Told, ToldValue};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};

use crate::shape::{RecordShape, Shapes};
use crate::told::Teller;

/// A result, which its records share.
#[pyclass(frozen, module = "grc._grc")]
pub(crate) struct Outcome(pub(crate) Told);

/// What `grc._record.Record` stands on: the members of a record, by their rank.
#[pyclass(frozen, subclass, module = "grc._grc")]
pub(crate) struct Members(Source);

enum Source {
    /// Given by a program: what is not given is `None`.
    Given(Vec<Py<PyAny>>),
    /// Of a result.
    Told {
        outcome: Py<Outcome>,
        place: usize,
        shape: Py<RecordShape>,
        /// What has an identity, once it was looked at: a list that is changed is the same list.
        seen: Mutex<Vec<(usize, Py<PyAny>)>>,
    },
}

#[pymethods]
impl Members {
    /// Members by their names; or, from this module alone, a result, the place of an object in it, and its shape.
    #[new]
    #[classmethod]
    #[pyo3(signature = (*told, **members))]
    fn new(
        class: &Bound<'_, PyType>,
        told: &Bound<'_, PyTuple>,
        members: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        if told.is_empty() {
            return Ok(Self(Source::Given(given(class, members)?)));
        }
        let positional = |_| PyTypeError::new_err("the members of a record are given by their names");
        let (outcome, place, shape) = told.extract().map_err(positional)?;
        Ok(Self(Source::Told { outcome, place, shape, seen: Mutex::default() }))
    }
}

/// The members that a program gives, in the order of the class.
fn given(class: &Bound<'_, PyType>, members: Option<&Bound<'_, PyDict>>) -> PyResult<Vec<Py<PyAny>>> {
    let py = class.py();
    let names = class.getattr("_members")?.cast_into::<PyDict>()?;
    let mut taken = 0_usize;
    let values = names.keys().iter().map(|name| {
        let value = members.map_or(Ok(None), |members| members.get_item(name))?;
        taken = taken.saturating_add(usize::from(value.is_some()));
        Ok(value.map_or_else(|| py.None(), Bound::unbind))
    });
    let values = values.collect::<PyResult<Vec<_>>>()?;
    if let Some(members) = members
        && members.len() > taken
    {
        for name in members.keys() {
            if !names.contains(&name)? {
                let class = class.name()?;
                return Err(PyTypeError::new_err(format!("{class} has no member `{name}`")));
            }
        }
    }
    Ok(values)
}

impl Members {
    /// The member of this rank.
    pub(crate) fn member<'py>(&self, py: Python<'py>, rank: usize) -> PyResult<Bound<'py, PyAny>> {
        match &self.0 {
            Source::Given(values) => {
                Ok(values.get(rank).map_or_else(|| py.None(), |value| value.clone_ref(py)).into_bound(py))
            }
            Source::Told { outcome, place, shape, seen } => {
                let Some(member) = shape.get().members.get(rank) else { return Ok(py.None().into_bound(py)) };
                let outcome = outcome.bind(py);
                let Some(value) = found(outcome.get().0.value(*place), &member.key) else {
                    return Ok(py.None().into_bound(py));
                };
                let has_identity = member.shape.is_made()
                    || matches!(value.content(), Content::List(_) | Content::Object(_));
                if has_identity && let Some(known) = remembered(seen, rank, py) {
                    return Ok(known);
                }
                // Not under the lock: what makes it may let other threads of Python run.
                let made = Teller { shapes: Shapes::get(py)?, outcome }.shaped(&member.shape, value)?;
                if !has_identity {
                    return Ok(made);
                }
                let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some((_, known)) = seen.iter().find(|(known, _)| *known == rank) {
                    return Ok(known.clone_ref(py).into_bound(py));
                }
                seen.push((rank, made.clone().unbind()));
                Ok(made)
            }
        }
    }
}

fn found<'a>(object: ToldValue<'a>, key: &str) -> Option<ToldValue<'a>> {
    match object.content() {
        Content::Object(members) => members.get(key),
        _ => None,
    }
}

fn remembered<'py>(
    seen: &Mutex<Vec<(usize, Py<PyAny>)>>,
    rank: usize,
    py: Python<'py>,
) -> Option<Bound<'py, PyAny>> {
    let seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    let (_, known) = seen.iter().find(|(known, _)| *known == rank)?;
    Some(known.clone_ref(py).into_bound(py))
}

/// An attribute of a record.
#[pyclass(frozen, module = "grc._grc")]
pub(crate) struct Member(usize);

#[pymethods]
impl Member {
    /// The attribute that is the member of this rank.
    #[new]
    fn new(rank: usize) -> Self {
        Self(rank)
    }

    fn __get__<'py>(
        slf: &Bound<'py, Self>,
        record: &Bound<'py, PyAny>,
        owner: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let _ = owner;
        match record.cast::<Members>() {
            Ok(record) => record.get().member(slf.py(), slf.get().0),
            // Asked of the class.
            Err(_) => Ok(slf.clone().into_any()),
        }
    }
}
