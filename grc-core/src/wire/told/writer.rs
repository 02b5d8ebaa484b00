//! From the types of the engine to what is told, in serde's words: as `serde_json` would write them.

use std::fmt;

use serde::ser::{
    Error, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::key::Key;
use super::{Node, Span, Told};

/// A value has no form in JSON. What serde says of it may quote it: it is not kept.
#[derive(Debug)]
pub(super) struct Unwritable;

impl fmt::Display for Unwritable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value has no form in JSON")
    }
}

impl std::error::Error for Unwritable {}

impl Error for Unwritable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

type Written = Result<(), Unwritable>;

#[derive(Default)]
pub(super) struct Writer {
    text: String,
    nodes: Vec<Node>,
}

impl Writer {
    pub(super) fn told(self) -> Told {
        Told { text: self.text, nodes: self.nodes }
    }

    pub(super) fn text(&mut self, text: &str) -> Written {
        let start = size(self.text.len())?;
        self.text.push_str(text);
        self.node(Node::Text(Span { start, end: size(self.text.len())? }))
    }

    fn node(&mut self, node: Node) -> Written {
        self.nodes.push(node);
        Ok(())
    }

    fn open(&mut self, node: Node) -> Open<'_> {
        let place = self.nodes.len();
        self.nodes.push(node);
        Open { place, outside: None, writer: self }
    }

    /// An object whose only member is the variant that it is, and what that holds.
    fn variant(&mut self, variant: &str, node: Node) -> Result<Open<'_>, Unwritable> {
        let outside = self.nodes.len();
        self.nodes.push(Node::Object(0));
        self.text(variant)?;
        Ok(Open { outside: Some(outside), ..self.open(node) })
    }

    fn close(&mut self, place: usize) -> Written {
        let after = size(self.nodes.len())?;
        if let Some(Node::List(end) | Node::Object(end)) = self.nodes.get_mut(place) {
            *end = after;
        }
        Ok(())
    }
}

fn size(length: usize) -> Result<u32, Unwritable> {
    u32::try_from(length).map_err(|_| Unwritable)
}

/// Something that holds others, until it ends.
pub(super) struct Open<'a> {
    writer: &'a mut Writer,
    place: usize,
    /// The object that it is the only member of.
    outside: Option<usize>,
}

impl Open<'_> {
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        value.serialize(&mut *self.writer)
    }

    fn member<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Written {
        self.writer.text(key)?;
        value.serialize(&mut *self.writer)
    }

    fn ended(self) -> Written {
        self.writer.close(self.place)?;
        self.outside.map_or(Ok(()), |outside| self.writer.close(outside))
    }
}

/// Whole numbers that are never too large.
macro_rules! whole {
    ($($method:ident $type:ty),+) => {$(
        fn $method(self, value: $type) -> Written {
            self.node(Node::Whole(value.into()))
        }
    )+};
}

impl<'a> Serializer for &'a mut Writer {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Open<'a>;
    type SerializeTuple = Open<'a>;
    type SerializeTupleStruct = Open<'a>;
    type SerializeTupleVariant = Open<'a>;
    type SerializeMap = Open<'a>;
    type SerializeStruct = Open<'a>;
    type SerializeStructVariant = Open<'a>;

    fn serialize_bool(self, value: bool) -> Written {
        self.node(Node::Flag(value))
    }

    whole!(
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32
    );

    fn serialize_u64(self, value: u64) -> Written {
        self.node(i64::try_from(value).map_or(Node::Large(value), Node::Whole))
    }

    fn serialize_f32(self, value: f32) -> Written {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Written {
        self.node(if value.is_finite() { Node::Real(value) } else { Node::Null })
    }

    fn serialize_char(self, value: char) -> Written {
        self.text(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Written {
        self.text(value)
    }

    fn serialize_bytes(self, value: &[u8]) -> Written {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Written {
        self.node(Node::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Written {
        self.node(Node::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written {
        self.node(Node::Null)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Written {
        let mut open = self.open(Node::Object(0));
        open.member(variant, value)?;
        open.ended()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'a>, Unwritable> {
        Ok(self.open(Node::List(0)))
    }

    fn serialize_tuple(self, _: usize) -> Result<Open<'a>, Unwritable> {
        Ok(self.open(Node::List(0)))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Open<'a>, Unwritable> {
        Ok(self.open(Node::List(0)))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'a>, Unwritable> {
        self.variant(variant, Node::List(0))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'a>, Unwritable> {
        Ok(self.open(Node::Object(0)))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'a>, Unwritable> {
        Ok(self.open(Node::Object(0)))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'a>, Unwritable> {
        self.variant(variant, Node::Object(0))
    }
}

/// The lists of serde, which differ in name alone.
macro_rules! lists {
    ($($list:ident $element:ident),+) => {$(
        impl $list for Open<'_> {
            type Ok = ();
            type Error = Unwritable;

            fn $element<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
                self.element(value)
            }

            fn end(self) -> Written {
                self.ended()
            }
        }
    )+};
}

lists!(
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field
);

/// Its structures, likewise.
macro_rules! structures {
    ($($structure:ident),+) => {$(
        impl $structure for Open<'_> {
            type Ok = ();
            type Error = Unwritable;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Written {
                self.member(key, value)
            }

            fn end(self) -> Written {
                self.ended()
            }
        }
    )+};
}

structures!(SerializeStruct, SerializeStructVariant);

impl SerializeMap for Open<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Written {
        key.serialize(Key(self.writer))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.element(value)
    }

    fn end(self) -> Written {
        self.ended()
    }
}
