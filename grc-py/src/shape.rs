//! What results become in Python: told by the classes that the package declares, each looked at when the first of it is told.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyType};

/// What a value becomes. `null` becomes `None` whatever is expected.
#[derive(Clone)]
pub(crate) enum Shape {
    /// What JSON has: texts, whole numbers, lists, objects.
    Plain,
    /// A `datetime` in UTC.
    Instant,
    /// A `date`.
    Date,
    /// A `UUID`.
    Uuid,
    /// A member of an enumeration, or a record.
    Class(Arc<Named>),
    /// A list.
    List(Box<Shape>),
    /// A dictionary whose values have one shape.
    Map(Box<Shape>),
    /// The only thing that an object holds.
    Only(String, Box<Shape>),
    /// A part of a list: its rows, and what leads to the next part.
    Page(Box<Shape>),
}

impl Shape {
    /// Whether a value of it is made anew from a text, at some cost.
    pub(crate) fn is_made(&self) -> bool {
        matches!(self, Self::Instant | Self::Date | Self::Uuid)
    }
}

/// A class of the package, by its name: its module is loaded, and it is read, once it is needed.
pub(crate) struct Named {
    name: String,
    class: PyOnceLock<Class>,
}

/// A class of the package.
pub(crate) enum Class {
    /// An enumeration: its members by value.
    Enumeration(Py<PyDict>),
    /// A record.
    Record(Py<PyType>, Py<RecordShape>),
}

/// What each member of a record becomes, by its rank.
#[pyclass(frozen, module = "grc._grc")]
pub(crate) struct RecordShape {
    pub(crate) members: Vec<Member>,
}

pub(crate) struct Member {
    pub(crate) key: String,
    pub(crate) shape: Shape,
}

impl Named {
    pub(crate) fn class(&self, py: Python<'_>) -> PyResult<&Class> {
        self.class.get_or_try_init(py, || {
            let class = py.import("grc._generated")?.getattr(self.name.as_str())?.cast_into::<PyType>()?;
            let Ok(told) = class.getattr("_members") else {
                let values = class.getattr("_value2member_map_")?.cast_into::<PyDict>()?;
                return Ok(Class::Enumeration(values.unbind()));
            };
            let shapes = Shapes::get(py)?;
            let members = told.cast_into::<PyDict>()?.values().iter().map(|told| {
                let (key, shape): (String, String) = told.extract()?;
                Ok(Member { key, shape: shapes.shape(&shape) })
            });
            let shape = RecordShape { members: members.collect::<PyResult<_>>()? };
            Ok(Class::Record(class.unbind(), Py::new(py, shape)?))
        })
    }
}

/// What is needed to make values, and every class that was named.
pub(crate) struct Shapes {
    named: Mutex<HashMap<String, Arc<Named>>>,
    pub(crate) datetime: Py<PyAny>,
    pub(crate) date: Py<PyAny>,
    pub(crate) uuid: Py<PyAny>,
    pub(crate) utc: Py<PyAny>,
}

impl Shapes {
    /// The shapes, made at the first result.
    pub(crate) fn get(py: Python<'_>) -> PyResult<&'static Self> {
        static SHAPES: PyOnceLock<Shapes> = PyOnceLock::new();
        SHAPES.get_or_try_init(py, || {
            let datetime = py.import("datetime")?;
            Ok(Self {
                named: Mutex::default(),
                datetime: datetime.getattr("datetime")?.unbind(),
                date: datetime.getattr("date")?.unbind(),
                uuid: py.import("uuid")?.getattr("UUID")?.unbind(),
                utc: datetime.getattr("timezone")?.getattr("utc")?.unbind(),
            })
        })
    }

    /// The shape that this text tells: nothing, `uuid`, `Request`, `[Request]`, `{Fault}`, `.counts:[Count]`, `<Request>`.
    pub(crate) fn shape(&self, told: &str) -> Shape {
        let inside = |open, close| told.strip_prefix(open).and_then(|rest: &str| rest.strip_suffix(close));
        if let Some(inside) = inside('[', ']') {
            return Shape::List(Box::new(self.shape(inside)));
        }
        if let Some(inside) = inside('{', '}') {
            return Shape::Map(Box::new(self.shape(inside)));
        }
        if let Some(inside) = inside('<', '>') {
            return Shape::Page(Box::new(self.shape(inside)));
        }
        if let Some((member, inside)) = told.strip_prefix('.').and_then(|rest| rest.split_once(':')) {
            return Shape::Only(member.to_owned(), Box::new(self.shape(inside)));
        }
        match told {
            "" => Shape::Plain,
            "instant" => Shape::Instant,
            "date" => Shape::Date,
            "uuid" => Shape::Uuid,
            name => Shape::Class(self.named(name)),
        }
    }

    fn named(&self, name: &str) -> Arc<Named> {
        let mut named = self.named.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = named.get(name) {
            return Arc::clone(known);
        }
        let made = Arc::new(Named { name: name.to_owned(), class: PyOnceLock::new() });
        named.insert(name.to_owned(), Arc::clone(&made));
        made
    }
}
