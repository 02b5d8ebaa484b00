//! Parsing, with the place and the rule of the first fault.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::definition::{Bilingual, Pointer};

/// What a document may weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes.
    pub bytes: usize,
    /// Most values nested in one another.
    pub depth: usize,
    /// Most values: objects, lists, texts, numbers.
    pub values: usize,
}

impl Limits {
    /// For commands and answers: 4 MiB, 32 deep, 100,000 values.
    pub const COMMAND: Self = Self { bytes: 4 << 20, depth: 32, values: 100_000 };
    /// For commands that bring a file: 16 MiB, 32 deep, 100,000 values.
    pub const FILE: Self = Self { bytes: 16 << 20, ..Self::COMMAND };
    /// For requests that are taken over, many at once or one with its files: 64 MiB, 32 deep, 100,000 values.
    pub const TAKEOVER: Self = Self { bytes: 64 << 20, ..Self::COMMAND };
    /// For definitions: 64 MiB, 64 deep, 4,000,000 values.
    pub const DEFINITION: Self = Self { bytes: 64 << 20, depth: 64, values: 4_000_000 };
}

/// Why a text is not a document that the engine reads. It never quotes the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonFault {
    /// JSON Pointer of the value at fault, as far as it was reached.
    pub pointer: String,
    /// Line, from 1; 0 when the document was refused whole.
    pub line: usize,
    /// Column, in bytes, from 1; 0 when the document was refused whole.
    pub column: usize,
    /// The rule.
    pub problem: JsonProblem,
}

/// A rule that a text breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonProblem {
    /// Not JSON at all, or with lone surrogates.
    Syntax,
    /// A key stands twice in one object.
    DuplicateKey,
    /// A number with a fraction or an exponent, or beyond 64 bits.
    NotWhole,
    /// Nested too deep.
    TooDeep,
    /// Too many bytes.
    TooLong,
    /// Too many values.
    TooMany,
}

impl JsonProblem {
    /// The rule's dotted name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Syntax => "json.syntax",
            Self::DuplicateKey => "json.duplicate_key",
            Self::NotWhole => "json.not_whole",
            Self::TooDeep => "json.too_deep",
            Self::TooLong => "json.too_long",
            Self::TooMany => "json.too_many",
        }
    }

    /// The rule in words.
    pub fn message(self) -> Bilingual {
        match self {
            Self::Syntax => Bilingual::new("ce n'est pas du JSON correct", "this is not correct JSON"),
            Self::DuplicateKey => {
                Bilingual::new("une clé ne peut figurer qu'une fois", "a key may stand only once")
            }
            Self::NotWhole => Bilingual::new(
                "un nombre JSON doit être un entier de 64 bits ; écrivez un décimal comme un texte, \"12.50\"",
                "a JSON number must be a 64-bit integer; write a decimal as a string, \"12.50\"",
            ),
            Self::TooDeep => {
                Bilingual::new("le document est trop imbriqué", "the document is nested too deep")
            }
            Self::TooLong => Bilingual::new("le document est trop long", "the document is too long"),
            Self::TooMany => {
                Bilingual::new("le document a trop de valeurs", "the document has too many values")
            }
        }
    }
}

impl JsonFault {
    /// The rule, with the line and column where there are some.
    pub fn message(&self) -> Bilingual {
        let rule = self.problem.message();
        if self.line == 0 {
            return rule;
        }
        let (line, column) = (self.line, self.column);
        Bilingual::new(
            format!("{} (ligne {line}, colonne {column})", rule.french),
            format!("{} (line {line}, column {column})", rule.english),
        )
    }
}

/// Reads a document.
///
/// # Errors
/// The first fault met, with its place and rule.
pub fn parse(text: &[u8], limits: Limits) -> Result<Value, JsonFault> {
    let fault = |problem| JsonFault { pointer: String::new(), line: 0, column: 0, problem };
    if text.len() > limits.bytes {
        return Err(fault(JsonProblem::TooLong));
    }
    let state = State {
        limits,
        values: Cell::new(0),
        found: Cell::new(None),
        pointer: RefCell::new(Pointer::root()),
    };
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let seed = Seed { state: &state, at: Place::ROOT };
    let read = seed.deserialize(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    read.map_err(|error| JsonFault {
        pointer: state.pointer.borrow().as_str().to_owned(),
        line: error.line(),
        column: error.column(),
        // serde_json stops by itself at 128 levels; limits are far below.
        problem: state.found.get().unwrap_or(JsonProblem::Syntax),
    })
}

struct State {
    limits: Limits,
    values: Cell<usize>,
    found: Cell<Option<JsonProblem>>,
    pointer: RefCell<Pointer>,
}

impl State {
    fn refuse<E: serde::de::Error>(&self, problem: JsonProblem, at: Place<'_>) -> E {
        self.found.set(Some(problem));
        *self.pointer.borrow_mut() = at.pointer();
        E::custom(problem.code())
    }
}

/// Where a value is, told from the inside out: a pointer is written only for a fault.
#[derive(Clone, Copy)]
struct Place<'a> {
    step: Step<'a>,
    depth: usize,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Key(&'a Place<'a>, &'a str),
    Rank(&'a Place<'a>, usize),
}

impl Place<'static> {
    const ROOT: Self = Self { step: Step::Root, depth: 0 };
}

impl<'a> Place<'a> {
    fn key(&'a self, key: &'a str) -> Self {
        Self { step: Step::Key(self, key), depth: self.depth.saturating_add(1) }
    }

    fn rank(&'a self, rank: usize) -> Self {
        Self { step: Step::Rank(self, rank), depth: self.depth.saturating_add(1) }
    }

    fn pointer(&self) -> Pointer {
        match self.step {
            Step::Root => Pointer::root(),
            Step::Key(outside, key) => outside.pointer().key(key),
            Step::Rank(outside, rank) => outside.pointer().index(rank),
        }
    }
}

struct Seed<'a> {
    state: &'a State,
    at: Place<'a>,
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let count = self.state.values.get().saturating_add(1);
        self.state.values.set(count);
        if count > self.state.limits.values {
            return Err(self.state.refuse(JsonProblem::TooMany, self.at));
        }
        if self.at.depth > self.state.limits.depth {
            return Err(self.state.refuse(JsonProblem::TooDeep, self.at));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Value, E> {
        i64::try_from(value).map(Value::from).map_err(|_| self.state.refuse(JsonProblem::NotWhole, self.at))
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<Value, E> {
        Err(self.state.refuse(JsonProblem::NotWhole, self.at))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        loop {
            let seed = Seed { state: self.state, at: self.at.rank(list.len()) };
            match elements.next_element_seed(seed)? {
                Some(value) => list.push(value),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            let at = self.at.key(&key);
            if object.contains_key(&key) {
                return Err(A::Error::custom(self.state.refuse::<A::Error>(JsonProblem::DuplicateKey, at)));
            }
            let value = members.next_value_seed(Seed { state: self.state, at })?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}
