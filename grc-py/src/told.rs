//! From JSON to Python.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};
use serde_json::{Map, Number, Value as Json};

use crate::shape::{Class, Record, Shape, Shapes};

/// A value as JSON has it.
pub(crate) fn plain<'py>(py: Python<'py>, value: &Json) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value {
        Json::Null => py.None().into_bound(py),
        Json::Bool(value) => value.into_pyobject(py)?.to_owned().into_any(),
        Json::Number(number) => numeric(py, number)?,
        Json::String(text) => PyString::new(py, text).into_any(),
        Json::Array(elements) => {
            let list = PyList::empty(py);
            for element in elements {
                list.append(plain(py, element)?)?;
            }
            list.into_any()
        }
        Json::Object(members) => {
            let dictionary = PyDict::new(py);
            for (key, member) in members {
                dictionary.set_item(PyString::intern(py, key), plain(py, member)?)?;
            }
            dictionary.into_any()
        }
    })
}

/// A value as its shape has it. What a later version of the engine would tell in another form stays as JSON has it.
pub(crate) fn shaped<'py>(
    py: Python<'py>,
    shapes: &Shapes,
    shape: &Shape,
    value: &Json,
) -> PyResult<Bound<'py, PyAny>> {
    match (shape, value) {
        (Shape::List(inside), Json::Array(elements)) => {
            let list = PyList::empty(py);
            for element in elements {
                list.append(shaped(py, shapes, inside, element)?)?;
            }
            Ok(list.into_any())
        }
        (Shape::Map(inside), Json::Object(members)) => {
            let dictionary = PyDict::new(py);
            for (key, member) in members {
                dictionary.set_item(key, shaped(py, shapes, inside, member)?)?;
            }
            Ok(dictionary.into_any())
        }
        (Shape::Only(member, inside), Json::Object(members)) => {
            shaped(py, shapes, inside, members.get(member).unwrap_or(&Json::Null))
        }
        (Shape::Page(row), Json::Object(members)) => {
            let rows = members.get("rows").and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
            let list = PyList::empty(py);
            for one in rows {
                list.append(shaped(py, shapes, row, one)?)?;
            }
            let next = plain(py, members.get("next").unwrap_or(&Json::Null))?;
            Ok((list, next).into_pyobject(py)?.into_any())
        }
        (Shape::Instant, Json::String(text)) => instant(py, shapes, text),
        (Shape::Date, Json::String(text)) => match date_of(text) {
            Some(date) => shapes.date.bind(py).call1(date),
            None => plain(py, value),
        },
        (Shape::Uuid, Json::String(text)) => shapes.uuid.bind(py).call1((text,)),
        (Shape::Class(rank), value) => match (shapes.class(*rank), value) {
            (Some(Class::Record(record)), Json::Object(members)) => filled(py, shapes, record, members),
            (Some(Class::Enumeration(members)), Json::String(text)) => {
                members.bind(py).get_item(text)?.map_or_else(|| plain(py, value), Ok)
            }
            _ => plain(py, value),
        },
        _ => plain(py, value),
    }
}

/// A record, filled slot by slot.
fn filled<'py>(
    py: Python<'py>,
    shapes: &Shapes,
    record: &Record,
    members: &Map<String, Json>,
) -> PyResult<Bound<'py, PyAny>> {
    let made = shapes.new.bind(py).call1((&record.class,))?;
    for member in &record.members {
        let value = match members.get(&member.key) {
            Some(value) => shaped(py, shapes, &member.shape, value)?,
            None => py.None().into_bound(py),
        };
        member.set.bind(py).call1((&made, value))?;
    }
    Ok(made)
}

fn numeric<'py>(py: Python<'py>, number: &Number) -> PyResult<Bound<'py, PyAny>> {
    if let Some(whole) = number.as_i64() {
        return Ok(whole.into_pyobject(py)?.into_any());
    }
    if let Some(whole) = number.as_u64() {
        return Ok(whole.into_pyobject(py)?.into_any());
    }
    // Only the schema of a form has such numbers.
    Ok(number.as_f64().unwrap_or_default().into_pyobject(py)?.into_any())
}

/// `2026-03-02T08:00:00.000Z`, as the engine writes instants.
fn instant<'py>(py: Python<'py>, shapes: &Shapes, text: &str) -> PyResult<Bound<'py, PyAny>> {
    let number = |from: usize, to: usize| text.get(from..to).and_then(|digits| digits.parse::<u32>().ok());
    let told = || {
        let (year, month, day) = date_of(text.get(..10)?)?;
        let time = (number(11, 13)?, number(14, 16)?, number(17, 19)?, number(20, 23)?.checked_mul(1000)?);
        (text.len() == 24).then_some((year, month, day, time.0, time.1, time.2, time.3))
    };
    match told() {
        Some((year, month, day, hour, minute, second, microsecond)) => {
            let told = (year, month, day, hour, minute, second, microsecond, &shapes.utc);
            shapes.datetime.bind(py).call1(told)
        }
        None => Ok(PyString::new(py, text).into_any()),
    }
}

/// `2026-03-02`.
fn date_of(text: &str) -> Option<(u32, u32, u32)> {
    let mut parts = text.split('-').map(|part| part.parse().ok());
    let date = (parts.next()??, parts.next()??, parts.next()??);
    parts.next().is_none().then_some(date)
}
