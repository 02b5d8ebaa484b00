//! From Python to JSON, as strictly as the engine reads it.

use grc_core::definition::Bilingual;
use grc_core::{Error, ErrorCode, Language};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{
    PyBool, PyByteArray, PyBytes, PyDict, PyFloat, PyInt, PyList, PyMapping, PyMemoryView, PyString, PyTuple,
};

use crate::failure::raised;
use crate::record::Members;

/// Most values nested in one another: as for definitions, which nest the most.
const DEPTH: usize = 64;

/// The JSON text of a Python value, exactly as operations are given it.
///
/// `str`, `int`, `bool`, `None`, `list`, `tuple`, mappings with `str` keys, `Decimal`, `date`, `time`, `datetime` with a time
/// zone, `UUID`, enumerations of texts and records of the package.
#[pyfunction]
pub(crate) fn to_json(value: &Bound<'_, PyAny>) -> PyResult<String> {
    written(value)
}

/// The JSON text of a request.
pub(crate) fn written(value: &Bound<'_, PyAny>) -> PyResult<String> {
    let mut writer = Writer { known: Known::get(value.py())?, text: String::with_capacity(512) };
    writer.write(value, &Place::ROOT).map_err(|refusal| refusal.raised(value.py()))?;
    Ok(writer.text)
}

/// Why a value cannot be written: an exception of the value's own code, or a rule.
enum Refusal {
    Raised(PyErr),
    Rule(Error),
}

impl Refusal {
    fn raised(self, py: Python<'_>) -> PyErr {
        match self {
            Self::Raised(error) => error,
            Self::Rule(error) => raised(py, &error, Language::English),
        }
    }
}

impl From<PyErr> for Refusal {
    fn from(error: PyErr) -> Self {
        Self::Raised(error)
    }
}

type Written = Result<(), Refusal>;

/// Where a value is, from the inside out.
struct Place<'a> {
    outside: Option<&'a Place<'a>>,
    step: Step<'a>,
    depth: usize,
}

enum Step<'a> {
    Root,
    Key(&'a str),
    Rank(usize),
}

impl Place<'static> {
    const ROOT: Self = Self { outside: None, step: Step::Root, depth: 0 };
}

impl Place<'_> {
    fn inside<'a>(&'a self, step: Step<'a>) -> Place<'a> {
        Place { outside: Some(self), step, depth: self.depth + 1 }
    }

    /// JSON Pointer.
    fn pointer(&self) -> String {
        let mut pointer = self.outside.map(Place::pointer).unwrap_or_default();
        match self.step {
            Step::Root => {}
            Step::Key(key) => {
                pointer.push('/');
                pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
            Step::Rank(rank) => pointer.push_str(&format!("/{rank}")),
        }
        pointer
    }

    fn refused(&self, french: impl Into<String>, english: impl Into<String>) -> Refusal {
        let error = Error::new(ErrorCode::UnsupportedValue, Bilingual::new(french, english));
        Refusal::Rule(if self.outside.is_none() { error } else { error.at(self.pointer()) })
    }
}

/// Types that are not builtins.
struct Known {
    decimal: Py<PyAny>,
    datetime: Py<PyAny>,
    date: Py<PyAny>,
    time: Py<PyAny>,
    uuid: Py<PyAny>,
    utc: Py<PyAny>,
}

impl Known {
    fn get(py: Python<'_>) -> PyResult<&'static Self> {
        static KNOWN: PyOnceLock<Known> = PyOnceLock::new();
        KNOWN.get_or_try_init(py, || {
            let of = |module: &str, name: &str| -> PyResult<Py<PyAny>> {
                Ok(py.import(module)?.getattr(name)?.unbind())
            };
            Ok(Self {
                decimal: of("decimal", "Decimal")?,
                datetime: of("datetime", "datetime")?,
                date: of("datetime", "date")?,
                time: of("datetime", "time")?,
                uuid: of("uuid", "UUID")?,
                utc: py.import("datetime")?.getattr("timezone")?.getattr("utc")?.unbind(),
            })
        })
    }
}

struct Writer {
    known: &'static Known,
    text: String,
}

impl Writer {
    fn write(&mut self, value: &Bound<'_, PyAny>, place: &Place<'_>) -> Written {
        if place.depth > DEPTH {
            return Err(place.refused(
                "la valeur est trop imbriquée, ou se contient elle-même",
                "the value is nested too deep, or holds itself",
            ));
        }
        if let Ok(text) = value.cast::<PyString>() {
            self.string(text, place)
        } else if value.is_none() {
            self.text.push_str("null");
            Ok(())
        } else if let Ok(flag) = value.cast::<PyBool>() {
            self.text.push_str(if flag.is_true() { "true" } else { "false" });
            Ok(())
        } else if let Ok(whole) = value.cast::<PyInt>() {
            self.whole(whole, place)
        } else if let Ok(members) = value.cast::<PyDict>() {
            self.dictionary(members, place)
        } else if let Ok(elements) = value.cast::<PyList>() {
            self.list(elements.iter(), place)
        } else if let Ok(elements) = value.cast::<PyTuple>() {
            self.list(elements.iter(), place)
        } else if let Ok(record) = value.cast::<Members>() {
            self.record(record, place)
        } else {
            self.other(value, place)
        }
    }

    /// What is not JSON's own.
    fn other(&mut self, value: &Bound<'_, PyAny>, place: &Place<'_>) -> Written {
        let (py, known) = (value.py(), self.known);
        if value.is_instance(known.decimal.bind(py))? {
            self.decimal(value, place)
        } else if value.is_instance(known.datetime.bind(py))? {
            self.instant(value, place)
        } else if value.is_instance(known.date.bind(py))? || value.is_instance(known.time.bind(py))? {
            self.quoted(&value.call_method0("isoformat")?)
        } else if value.is_instance(known.uuid.bind(py))? {
            self.quoted(value.str()?.as_any())
        } else if value.is_instance_of::<PyFloat>() {
            Err(place.refused(
                "un nombre à virgule flottante n'est pas exact : donnez un `Decimal`, ou un texte",
                "a float is not exact: give a `Decimal`, or a text",
            ))
        } else if value.is_instance_of::<PyBytes>()
            || value.is_instance_of::<PyByteArray>()
            || value.is_instance_of::<PyMemoryView>()
        {
            Err(place.refused(
                "des octets ne sont pas une réponse : joignez le fichier avec `attach`, et donnez son identifiant",
                "bytes are not a value: attach the file with `attach`, and give its identifier",
            ))
        } else if let Ok(mapping) = value.cast::<PyMapping>() {
            let members = PyDict::new(py);
            members.update(mapping)?;
            self.dictionary(&members, place)
        } else if value.hasattr("__index__")? {
            let whole = value.call_method0("__index__")?;
            self.whole(whole.cast::<PyInt>().map_err(PyErr::from)?, place)
        } else {
            let kind = value.get_type().name()?;
            Err(place.refused(
                format!("une valeur de type `{kind}` n'a pas de forme en JSON"),
                format!("a value of type `{kind}` has no form in JSON"),
            ))
        }
    }

    fn list<'py>(&mut self, elements: impl Iterator<Item = Bound<'py, PyAny>>, place: &Place<'_>) -> Written {
        self.text.push('[');
        for (rank, element) in elements.enumerate() {
            if rank > 0 {
                self.text.push(',');
            }
            self.write(&element, &place.inside(Step::Rank(rank)))?;
        }
        self.text.push(']');
        Ok(())
    }

    fn dictionary(&mut self, members: &Bound<'_, PyDict>, place: &Place<'_>) -> Written {
        self.text.push('{');
        for (rank, (key, member)) in members.iter().enumerate() {
            if rank > 0 {
                self.text.push(',');
            }
            let Ok(key) = key.cast::<PyString>() else {
                return Err(place.refused("une clé doit être un texte", "a key must be a text"));
            };
            let key = key.to_cow().map_err(|_| not_unicode(place))?;
            self.escaped(&key);
            self.text.push(':');
            self.write(&member, &place.inside(Step::Key(&key)))?;
        }
        self.text.push('}');
        Ok(())
    }

    /// What is `None` is not given.
    fn record(&mut self, record: &Bound<'_, Members>, place: &Place<'_>) -> Written {
        let (py, members) = (record.py(), record.get_type().getattr("_members")?);
        self.text.push('{');
        let mut is_first = true;
        for (rank, told) in members.cast::<PyDict>().map_err(PyErr::from)?.values().iter().enumerate() {
            let member = record.get().member(py, rank)?;
            if member.is_none() {
                continue;
            }
            if !std::mem::take(&mut is_first) {
                self.text.push(',');
            }
            let key = told.get_item(0)?;
            let key = key.cast::<PyString>().map_err(PyErr::from)?.to_cow()?;
            self.escaped(&key);
            self.text.push(':');
            self.write(&member, &place.inside(Step::Key(&key)))?;
        }
        self.text.push('}');
        Ok(())
    }

    fn string(&mut self, text: &Bound<'_, PyString>, place: &Place<'_>) -> Written {
        // The exception that Python would raise for a lone surrogate holds the whole text.
        let text = text.to_cow().map_err(|_| not_unicode(place))?;
        self.escaped(&text);
        Ok(())
    }

    /// One that is too large for a number of JSON is written as a text, which fields for numbers read as well.
    fn whole(&mut self, whole: &Bound<'_, PyInt>, place: &Place<'_>) -> Written {
        if let Ok(whole) = whole.extract::<i64>() {
            self.text.push_str(&whole.to_string());
            return Ok(());
        }
        // `repr` of an enumeration of numbers would tell its name.
        let digits = whole.py().get_type::<PyInt>().call_method1("__repr__", (whole,));
        let digits =
            digits.map_err(|_| place.refused("le nombre est trop grand", "the number is too large"))?;
        self.quoted(&digits)
    }

    fn decimal(&mut self, decimal: &Bound<'_, PyAny>, place: &Place<'_>) -> Written {
        if !decimal.call_method0("is_finite")?.is_truthy()? {
            return Err(place.refused("le nombre n'est pas fini", "the number is not finite"));
        }
        // An exponent would be written out, however large.
        let adjusted: i64 = decimal.call_method0("adjusted")?.extract()?;
        if adjusted.abs() > 1000 {
            return Err(place.refused("le nombre est trop grand", "the number is too large"));
        }
        self.quoted(&decimal.call_method1("__format__", ("f",))?)
    }

    fn instant(&mut self, instant: &Bound<'_, PyAny>, place: &Place<'_>) -> Written {
        if instant.call_method0("utcoffset")?.is_none() {
            return Err(place.refused(
                "une date et heure sans fuseau peut désigner plusieurs instants : donnez-lui un `tzinfo`",
                "a date and time without a time zone may be several instants: give it a `tzinfo`",
            ));
        }
        let utc = instant
            .call_method1("astimezone", (&self.known.utc,))
            .map_err(|_| place.refused("l'instant est hors des limites", "the instant is out of range"))?;
        let naive = utc.call_method("replace", (), Some(&no_zone(instant.py())?))?;
        let told = naive.call_method1("isoformat", ("T", "milliseconds"))?;
        self.text.push('"');
        self.text.push_str(&told.cast::<PyString>().map_err(PyErr::from)?.to_cow()?);
        self.text.push_str("Z\"");
        Ok(())
    }

    fn quoted(&mut self, text: &Bound<'_, PyAny>) -> Written {
        let text = text.cast::<PyString>().map_err(PyErr::from)?.to_cow()?;
        self.escaped(&text);
        Ok(())
    }

    fn escaped(&mut self, text: &str) {
        self.text.push('"');
        if text.bytes().all(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\') {
            self.text.push_str(text);
        } else {
            for letter in text.chars() {
                match letter {
                    '"' => self.text.push_str("\\\""),
                    '\\' => self.text.push_str("\\\\"),
                    '\n' => self.text.push_str("\\n"),
                    letter if u32::from(letter) < 0x20 => {
                        self.text.push_str(&format!("\\u{:04x}", u32::from(letter)));
                    }
                    letter => self.text.push(letter),
                }
            }
        }
        self.text.push('"');
    }
}

fn no_zone(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let arguments = PyDict::new(py);
    arguments.set_item("tzinfo", py.None())?;
    Ok(arguments)
}

fn not_unicode(place: &Place<'_>) -> Refusal {
    place.refused("le texte n'est pas de l'Unicode correct", "the text is not correct Unicode")
}
