//! Results, as they are told: one value after the other, without a tree, so that a page of a list costs little until someone looks
//! at its rows.

mod key;
#[cfg(test)]
mod tests;
mod writer;

use serde::Serialize;
use serde_json::{Map, Value as Json};

use writer::Writer;

/// A result: what JSON would have, in the order of the types of the engine.
#[derive(Debug)]
pub struct Told {
    text: String,
    nodes: Vec<Node>,
}

/// A value, or the key of the member that follows it. What holds others knows where they end.
#[derive(Clone, Copy, Debug)]
enum Node {
    Null,
    Flag(bool),
    Whole(i64),
    Large(u64),
    Real(f64),
    Text(Span),
    List(u32),
    Object(u32),
}

/// A part of the text.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: u32,
    end: u32,
}

impl Told {
    /// Writes a value. Nothing, if it cannot be written as JSON.
    pub fn of(value: &impl Serialize) -> Option<Self> {
        let mut writer = Writer::default();
        value.serialize(&mut writer).ok()?;
        Some(writer.told())
    }

    /// The whole.
    pub fn whole(&self) -> ToldValue<'_> {
        self.value(0)
    }

    /// The value at a place that [`ToldValue::place`] told.
    pub fn value(&self, place: usize) -> ToldValue<'_> {
        ToldValue { told: self, place }
    }

    /// The same as a tree.
    pub fn to_json(&self) -> Json {
        self.whole().to_json()
    }

    fn text(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }
}

/// A value of a result.
#[derive(Clone, Copy, Debug)]
pub struct ToldValue<'a> {
    told: &'a Told,
    place: usize,
}

/// What a value is.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
    /// Nothing.
    Null,
    /// True or false.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// One that is larger.
    Large(u64),
    /// One that is not whole: only the schema of a form has some.
    Real(f64),
    /// A text.
    Text(&'a str),
    /// A list, by its elements.
    List(Elements<'a>),
    /// An object, by its members.
    Object(Members<'a>),
}

impl<'a> ToldValue<'a> {
    /// Where it stands in its result.
    pub fn place(self) -> usize {
        self.place
    }

    /// What it is.
    pub fn content(self) -> Content<'a> {
        let next = self.place.saturating_add(1);
        match self.told.nodes.get(self.place).copied().unwrap_or(Node::Null) {
            Node::Null => Content::Null,
            Node::Flag(flag) => Content::Flag(flag),
            Node::Whole(whole) => Content::Whole(whole),
            Node::Large(large) => Content::Large(large),
            Node::Real(real) => Content::Real(real),
            Node::Text(span) => Content::Text(self.told.text(span)),
            Node::List(end) => Content::List(Elements { told: self.told, next, end: end as usize }),
            Node::Object(end) => Content::Object(Members { told: self.told, next, end: end as usize }),
        }
    }

    /// The same as a tree.
    pub fn to_json(self) -> Json {
        match self.content() {
            Content::Null => Json::Null,
            Content::Flag(flag) => Json::Bool(flag),
            Content::Whole(whole) => Json::from(whole),
            Content::Large(large) => Json::from(large),
            Content::Real(real) => Json::from(real),
            Content::Text(text) => Json::from(text),
            Content::List(elements) => elements.map(Self::to_json).collect(),
            Content::Object(members) => Json::Object(
                members.map(|(key, value)| (key.to_owned(), value.to_json())).collect::<Map<_, _>>(),
            ),
        }
    }

    /// Where what follows it stands.
    fn end(self) -> usize {
        match self.told.nodes.get(self.place) {
            Some(Node::List(end) | Node::Object(end)) => *end as usize,
            _ => self.place.saturating_add(1),
        }
    }
}

/// The elements of a list, in order.
#[derive(Clone, Copy, Debug)]
pub struct Elements<'a> {
    told: &'a Told,
    next: usize,
    end: usize,
}

impl<'a> Iterator for Elements<'a> {
    type Item = ToldValue<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        let value = self.told.value(self.next);
        self.next = value.end();
        Some(value)
    }
}

/// The members of an object, in order.
#[derive(Clone, Copy, Debug)]
pub struct Members<'a> {
    told: &'a Told,
    next: usize,
    end: usize,
}

impl<'a> Members<'a> {
    /// The value of a member.
    pub fn get(mut self, key: &str) -> Option<ToldValue<'a>> {
        self.find(|(known, _)| *known == key).map(|(_, value)| value)
    }
}

impl<'a> Iterator for Members<'a> {
    type Item = (&'a str, ToldValue<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        let key = match self.told.nodes.get(self.next) {
            Some(Node::Text(span)) => self.told.text(*span),
            _ => "",
        };
        let value = self.told.value(self.next.saturating_add(1));
        self.next = value.end();
        Some((key, value))
    }
}
