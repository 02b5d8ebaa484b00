//! From a result to Python.

use grc_core::wire::{Content, Told, ToldValue};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};

use crate::record::Outcome;
use crate::shape::{Class, Shape, Shapes};

/// A value as JSON has it.
pub(crate) fn plain<'py>(py: Python<'py>, value: ToldValue<'_>) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value.content() {
        Content::Null => py.None().into_bound(py),
        Content::Flag(flag) => flag.into_pyobject(py)?.to_owned().into_any(),
        Content::Whole(whole) => whole.into_pyobject(py)?.into_any(),
        Content::Large(large) => large.into_pyobject(py)?.into_any(),
        Content::Real(real) => real.into_pyobject(py)?.into_any(),
        Content::Text(text) => PyString::new(py, text).into_any(),
        Content::List(elements) => {
            let list = PyList::empty(py);
            for element in elements {
                list.append(plain(py, element)?)?;
            }
            list.into_any()
        }
        Content::Object(members) => {
            let dictionary = PyDict::new(py);
            for (key, member) in members {
                dictionary.set_item(PyString::new(py, key), plain(py, member)?)?;
            }
            dictionary.into_any()
        }
    })
}

/// A result, whole or in part, as it becomes values of Python. What a later version of the engine would tell in another form stays
/// as JSON has it.
pub(crate) struct Teller<'a, 'py> {
    pub(crate) shapes: &'a Shapes,
    pub(crate) outcome: &'a Bound<'py, Outcome>,
}

impl<'py> Teller<'_, 'py> {
    /// All of a result, as its shape has it.
    pub(crate) fn whole(py: Python<'py>, shape: &Shape, told: Told) -> PyResult<Bound<'py, PyAny>> {
        let outcome = Bound::new(py, Outcome(told))?;
        let teller = Teller { shapes: Shapes::get(py)?, outcome: &outcome };
        teller.shaped(shape, outcome.get().0.whole())
    }

    /// A value as its shape has it.
    pub(crate) fn shaped(&self, shape: &Shape, value: ToldValue<'_>) -> PyResult<Bound<'py, PyAny>> {
        let py = self.outcome.py();
        match (shape, value.content()) {
            (Shape::List(inside), Content::List(elements)) => {
                let list = PyList::empty(py);
                for element in elements {
                    list.append(self.shaped(inside, element)?)?;
                }
                Ok(list.into_any())
            }
            (Shape::Map(inside), Content::Object(members)) => {
                let dictionary = PyDict::new(py);
                for (key, member) in members {
                    dictionary.set_item(key, self.shaped(inside, member)?)?;
                }
                Ok(dictionary.into_any())
            }
            (Shape::Only(member, inside), Content::Object(members)) => match members.get(member) {
                Some(value) => self.shaped(inside, value),
                None => Ok(py.None().into_bound(py)),
            },
            (Shape::Page(row), Content::Object(members)) => {
                let list = PyList::empty(py);
                if let Some(Content::List(rows)) = members.get("rows").map(ToldValue::content) {
                    for one in rows {
                        list.append(self.shaped(row, one)?)?;
                    }
                }
                let next = members
                    .get("next")
                    .map_or_else(|| Ok(py.None().into_bound(py)), |next| plain(py, next))?;
                Ok((list, next).into_pyobject(py)?.into_any())
            }
            (Shape::Instant, Content::Text(text)) => self.instant(text),
            (Shape::Date, Content::Text(text)) => match date_of(text) {
                Some(date) => self.shapes.date.bind(py).call1(date),
                None => plain(py, value),
            },
            (Shape::Uuid, Content::Text(text)) => self.shapes.uuid.bind(py).call1((text,)),
            (Shape::Class(named), content @ (Content::Object(_) | Content::Text(_))) => {
                match (named.class(py)?, content) {
                    // It is made of the result itself: its members become values when they are looked at.
                    (Class::Record(class, shape), Content::Object(_)) => {
                        class.bind(py).call1((self.outcome, value.place(), shape))
                    }
                    (Class::Enumeration(members), Content::Text(text)) => {
                        members.bind(py).get_item(text)?.map_or_else(|| plain(py, value), Ok)
                    }
                    _ => plain(py, value),
                }
            }
            _ => plain(py, value),
        }
    }

    /// `2026-03-02T08:00:00.000Z`, as the engine writes instants.
    fn instant(&self, text: &str) -> PyResult<Bound<'py, PyAny>> {
        let py = self.outcome.py();
        let number =
            |from: usize, to: usize| text.get(from..to).and_then(|digits| digits.parse::<u32>().ok());
        let told = || {
            let (year, month, day) = date_of(text.get(..10)?)?;
            let time =
                (number(11, 13)?, number(14, 16)?, number(17, 19)?, number(20, 23)?.checked_mul(1000)?);
            (text.len() == 24).then_some((year, month, day, time.0, time.1, time.2, time.3))
        };
        match told() {
            Some((year, month, day, hour, minute, second, microsecond)) => {
                let told = (year, month, day, hour, minute, second, microsecond, &self.shapes.utc);
                self.shapes.datetime.bind(py).call1(told)
            }
            None => Ok(PyString::new(py, text).into_any()),
        }
    }
}

/// `2026-03-02`.
fn date_of(text: &str) -> Option<(u32, u32, u32)> {
    let mut parts = text.split('-').map(|part| part.parse().ok());
    let date = (parts.next()??, parts.next()??, parts.next()??);
    parts.next().is_none().then_some(date)
}
