//! What results become in Python: compiled once from the classes that the package declares.

use std::collections::HashMap;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString, PyType};

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
    /// A member of an enumeration, or of a record: the rank of the class.
    Class(usize),
    /// A list.
    List(Box<Shape>),
    /// A dictionary whose values have one shape.
    Map(Box<Shape>),
    /// The only thing that an object holds.
    Only(String, Box<Shape>),
    /// A part of a list: its rows, and what leads to the next part.
    Page(Box<Shape>),
}

/// A class of the package.
pub(crate) enum Class {
    /// An enumeration: its members by value.
    Enumeration(Py<PyDict>),
    /// A record.
    Record(Record),
}

/// A record: values are put in its slots, without calling its constructor.
pub(crate) struct Record {
    pub(crate) class: Py<PyType>,
    pub(crate) members: Vec<Member>,
}

pub(crate) struct Member {
    pub(crate) key: String,
    /// Sets the slot: called with the record and the value.
    pub(crate) set: Py<PyAny>,
    pub(crate) shape: Shape,
}

/// Every class of the package, and what is needed to fill them.
pub(crate) struct Shapes {
    names: HashMap<String, usize>,
    classes: Vec<Class>,
    /// `object.__new__`.
    pub(crate) new: Py<PyAny>,
    pub(crate) datetime: Py<PyAny>,
    pub(crate) date: Py<PyAny>,
    pub(crate) uuid: Py<PyAny>,
    pub(crate) utc: Py<PyAny>,
}

impl Shapes {
    /// The shapes, compiled at the first result.
    pub(crate) fn get(py: Python<'_>) -> PyResult<&'static Self> {
        static SHAPES: PyOnceLock<Shapes> = PyOnceLock::new();
        SHAPES.get_or_try_init(py, || Self::compiled(py))
    }

    /// The shape that this text tells: nothing, `uuid`, `Request`, `[Request]`, `{Fault}`, `.counts:[Count]`, `<Request>`.
    pub(crate) fn shape(&self, told: &str) -> PyResult<Shape> {
        let inside = |open, close| told.strip_prefix(open).and_then(|rest: &str| rest.strip_suffix(close));
        if let Some(inside) = inside('[', ']') {
            return Ok(Shape::List(Box::new(self.shape(inside)?)));
        }
        if let Some(inside) = inside('{', '}') {
            return Ok(Shape::Map(Box::new(self.shape(inside)?)));
        }
        if let Some(inside) = inside('<', '>') {
            return Ok(Shape::Page(Box::new(self.shape(inside)?)));
        }
        if let Some((member, inside)) = told.strip_prefix('.').and_then(|rest| rest.split_once(':')) {
            return Ok(Shape::Only(member.to_owned(), Box::new(self.shape(inside)?)));
        }
        Ok(match told {
            "" => Shape::Plain,
            "instant" => Shape::Instant,
            "date" => Shape::Date,
            "uuid" => Shape::Uuid,
            name => {
                let rank = self.names.get(name).copied();
                Shape::Class(rank.ok_or_else(|| PyTypeError::new_err("unknown shape"))?)
            }
        })
    }

    pub(crate) fn class(&self, rank: usize) -> Option<&Class> {
        self.classes.get(rank)
    }

    fn compiled(py: Python<'_>) -> PyResult<Self> {
        let module = py.import("grc._record")?;
        let known = module.getattr("CLASSES")?.cast_into::<PyDict>()?;
        let datetime = py.import("datetime")?;
        let mut shapes = Self {
            names: HashMap::new(),
            classes: Vec::new(),
            new: py.import("builtins")?.getattr("object")?.getattr("__new__")?.unbind(),
            datetime: datetime.getattr("datetime")?.unbind(),
            date: datetime.getattr("date")?.unbind(),
            uuid: py.import("uuid")?.getattr("UUID")?.unbind(),
            utc: datetime.getattr("timezone")?.getattr("utc")?.unbind(),
        };
        for (rank, name) in known.keys().iter().enumerate() {
            shapes.names.insert(name.extract()?, rank);
        }
        for class in known.values().iter() {
            let compiled = shapes.compile(&class.cast_into::<PyType>()?)?;
            shapes.classes.push(compiled);
        }
        Ok(shapes)
    }

    fn compile(&self, class: &Bound<'_, PyType>) -> PyResult<Class> {
        let Ok(told) = class.getattr("_members") else {
            let values = class.getattr("_value2member_map_")?.cast_into::<PyDict>()?;
            return Ok(Class::Enumeration(values.unbind()));
        };
        let members = told.cast_into::<PyDict>()?.iter().map(|(name, told)| {
            let (key, shape): (String, String) = told.extract()?;
            let slot = class.getattr(name.cast::<PyString>()?)?;
            Ok(Member { key, set: slot.getattr("__set__")?.unbind(), shape: self.shape(&shape)? })
        });
        let members = members.collect::<PyResult<_>>()?;
        Ok(Class::Record(Record { class: class.clone().unbind(), members }))
    }
}
