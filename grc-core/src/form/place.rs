//! Places in the answers.

use std::fmt::Write;
use std::sync::Arc;

use super::field::Field;
use crate::definition::{Bilingual, Language, Pointer};

/// A place in the answers. It lives on the stack: its path is written only when there is something to tell.
pub(super) enum Place<'p> {
    /// The answers.
    Whole,
    /// The answer of a field.
    Field(&'p Place<'p>, &'p Field),
    /// An element of an answer.
    Element(&'p Place<'p>, usize),
    /// A member that is no field.
    Unknown(&'p Place<'p>, &'p str),
}

/// Bytes that most paths do not pass.
const PATH: usize = 32;

impl Place<'_> {
    /// The JSON Pointer into the answers.
    pub(super) fn path(&self) -> String {
        let mut path = String::with_capacity(PATH);
        self.write(&mut path);
        path
    }

    fn write(&self, path: &mut String) {
        match self {
            Self::Whole => {}
            // The names of fields need no escaping.
            Self::Field(outer, field) => {
                outer.write(path);
                path.push('/');
                path.push_str(field.id());
            }
            Self::Element(outer, index) => {
                outer.write(path);
                // Writing to a string does not fail.
                _ = write!(path, "/{index}");
            }
            Self::Unknown(outer, name) => {
                outer.write(path);
                path.push_str(Pointer::root().key(name).as_str());
            }
        }
    }

    /// Whom a message is about here.
    pub(super) fn subject(&self) -> Subject {
        let mut parts = Vec::new();
        self.name(&mut parts);
        Subject(parts)
    }

    fn name(&self, parts: &mut Vec<Part>) {
        match self {
            Self::Whole => {}
            Self::Field(outer, field) => {
                outer.name(parts);
                parts.push(Part::Label(Arc::clone(&field.quoted)));
            }
            Self::Element(outer, index) => {
                outer.name(parts);
                parts.push(Part::Element(*index));
            }
            Self::Unknown(outer, _) => outer.name(parts),
        }
    }
}

/// Whom a message is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Subject(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// The label of a field, between quotation marks.
    Label(Arc<Bilingual>),
    Element(usize),
}

impl Subject {
    /// A question of that label, between quotation marks.
    pub(super) fn of(label: Arc<Bilingual>) -> Self {
        Self(vec![Part::Label(label)])
    }

    /// The beginning of a message, up to its colon: elements are counted from 1.
    pub(super) fn named(&self, language: Language) -> String {
        let mut named = String::new();
        for part in &self.0 {
            if !named.is_empty() {
                named.push_str(", ");
            }
            match part {
                Part::Label(label) => named.push_str(label.get(language)),
                Part::Element(index) => {
                    let (noun, number) = (language.pick("réponse", "answer"), index.saturating_add(1));
                    _ = write!(named, "{noun} {number}");
                }
            }
        }
        if !named.is_empty() {
            named.push_str(language.pick(" : ", ": "));
        }
        named
    }
}
