//! The keys of objects: texts, and what JSON writes as one.

use serde::ser::{Impossible, Serialize, Serializer};

use super::writer::{Unwritable, Writer};

type Written = Result<(), Unwritable>;
type Never = Impossible<(), Unwritable>;

/// Writes a key.
pub(super) struct Key<'a>(pub(super) &'a mut Writer);

/// What is written as its digits.
macro_rules! digits {
    ($($method:ident $type:ty),+) => {$(
        fn $method(self, value: $type) -> Written {
            self.0.text(&value.to_string())
        }
    )+};
}

/// What is no key.
macro_rules! refused {
    ($($method:ident($($argument:ty),*) -> $type:ty),+ $(,)?) => {$(
        fn $method(self, $(_: $argument),*) -> Result<$type, Unwritable> {
            Err(Unwritable)
        }
    )+};
}

impl Serializer for Key<'_> {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Never;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Never;
    type SerializeStruct = Never;
    type SerializeStructVariant = Never;

    digits!(
        serialize_bool bool, serialize_char char, serialize_i8 i8, serialize_i16 i16, serialize_i32 i32,
        serialize_i64 i64, serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64
    );

    refused!(
        serialize_f32(f32) -> (),
        serialize_f64(f64) -> (),
        serialize_bytes(&[u8]) -> (),
        serialize_none() -> (),
        serialize_unit() -> (),
        serialize_unit_struct(&'static str) -> (),
        serialize_seq(Option<usize>) -> Never,
        serialize_tuple(usize) -> Never,
        serialize_tuple_struct(&'static str, usize) -> Never,
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Never,
        serialize_map(Option<usize>) -> Never,
        serialize_struct(&'static str, usize) -> Never,
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Never,
    );

    fn serialize_str(self, value: &str) -> Written {
        self.0.text(value)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        self.0.text(variant)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Written {
        Err(Unwritable)
    }
}
