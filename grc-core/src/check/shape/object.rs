//! Objects: which alternative or variant is meant, which keys it has, which it lacks.

use serde_json::{Map, Value};

use super::{Walker, messages};
use crate::definition::Pointer;

type Object = Map<String, Value>;

/// What is known of an object that has variants, told apart by the value of one key.
enum Variant<'a> {
    /// The object has no variants.
    None,
    /// This one, named by the key's value.
    Chosen { tag: &'a str, name: String, schema: &'a Value },
    /// The key is missing or wrong, which has been told.
    Unknown,
}

impl<'a> Walker<'a> {
    /// The alternative that an object was meant to be. If none can be told, says why.
    pub(super) fn choose(
        &mut self,
        alternatives: &[&'a Value],
        object: &Object,
        at: &Pointer,
    ) -> Option<&'a Value> {
        let keys: Vec<&'a str> = alternatives.iter().filter_map(|one| only_key(one)).collect();
        if keys.len() == alternatives.len() {
            return self.choose_by_key(alternatives, &keys, object, at);
        }
        // The one with most of the object's keys; of several, one that lacks none; of several, the
        // last, which is the most general.
        alternatives.iter().copied().max_by_key(|one| {
            let known = object.keys().filter(|key| property(one, key).is_some()).count();
            (known, required(one).all(|key| object.contains_key(key)))
        })
    }

    /// Chooses among objects of one key each.
    fn choose_by_key(
        &mut self,
        alternatives: &[&'a Value],
        keys: &[&str],
        object: &Object,
        at: &Pointer,
    ) -> Option<&'a Value> {
        let mut chosen = alternatives.iter().zip(keys).filter(|(_, key)| object.contains_key(**key));
        match (chosen.next(), object.len()) {
            (Some((schema, _)), 1) => return Some(schema),
            (None, 1) => self.unknown_keys(object, keys, at),
            _ => self.faults.fault(at, "definition.one_key", messages::one_key(keys)),
        }
        None
    }

    fn unknown_keys(&mut self, object: &Object, known: &[&str], at: &Pointer) {
        for key in object.keys() {
            let message = messages::unknown_key(key, known);
            self.faults.fault(&at.key(key), "definition.unknown_key", message);
        }
    }

    pub(super) fn object(&mut self, schema: &'a Value, object: &Object, at: &Pointer) {
        if let Some(beside) = self.format.beside(schema)
            && let Some(file) = object.get("file").and_then(Value::as_str)
        {
            self.files.push((at.clone(), file.to_owned(), beside));
        }
        let variant = self.variant(schema, object, at);
        for (key, value) in object {
            self.member(schema, &variant, key, value, &at.key(key));
        }
        let fewest = schema.get("minProperties").and_then(Value::as_u64).unwrap_or(0);
        if u64::try_from(object.len()).is_ok_and(|count| count < fewest) {
            self.faults.fault(at, "definition.too_few", messages::too_few(fewest));
        }
        let of_variant = match &variant {
            Variant::Chosen { schema, .. } => Some(*schema),
            Variant::None | Variant::Unknown => None,
        };
        for key in required(schema).chain(of_variant.into_iter().flat_map(required)) {
            if !object.contains_key(key) {
                self.faults.fault(at, "definition.missing_key", messages::missing_key(key));
            }
        }
    }

    fn variant(&mut self, schema: &'a Value, object: &Object, at: &Pointer) -> Variant<'a> {
        let variants = variants(schema);
        let Some(tag) = variants.first().and_then(|variant| tag(variant)) else { return Variant::None };
        let named = |variant: &'a Value| Some((property(variant, tag)?.get("const")?.as_str()?, variant));
        let known: Vec<(&str, &Value)> = variants.iter().filter_map(named).collect();
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        match object.get(tag) {
            None => self.faults.fault(at, "definition.missing_key", messages::missing_tag(tag, &names)),
            Some(Value::String(name)) => match known.iter().find(|(known, _)| known == name) {
                Some((_, schema)) => return Variant::Chosen { tag, name: name.clone(), schema },
                None => {
                    let name = self.format.quotes.then_some(name.as_str());
                    let message = messages::unknown_value(name, &names);
                    self.faults.fault(&at.key(tag), "definition.unknown_value", message);
                }
            },
            Some(_) => {
                self.faults.fault(&at.key(tag), "definition.wrong_type", messages::wrong_type(["string"]));
            }
        }
        Variant::Unknown
    }

    fn member(&mut self, schema: &'a Value, variant: &Variant<'a>, key: &str, value: &Value, at: &Pointer) {
        let of_variant = match variant {
            Variant::Chosen { schema, .. } => property(schema, key),
            Variant::None | Variant::Unknown => None,
        };
        let by_pattern = || self.by_pattern(schema, key);
        let others = || schema.get("additionalProperties").filter(|others| others.is_object());
        if let Some(member) = property(schema, key).or(of_variant).or_else(by_pattern).or_else(others) {
            self.value(member, value, at);
        } else if let Some(pattern) = name_pattern(schema) {
            self.faults.fault(at, "definition.pattern", messages::pattern(Some(key), pattern));
        } else if is_closed(schema) {
            self.unknown_member(schema, variant, key, at);
        } else {
            // Any JSON, but for its numbers.
            self.value(&Value::Null, value, at);
        }
    }

    fn by_pattern(&self, schema: &'a Value, key: &str) -> Option<&'a Value> {
        let members = schema.get("patternProperties")?.as_object()?;
        members.iter().find(|(pattern, _)| self.format.matches(pattern, key)).map(|(_, member)| member)
    }

    fn unknown_member(&mut self, schema: &'a Value, variant: &Variant<'a>, key: &str, at: &Pointer) {
        let in_another_variant = variants(schema).iter().any(|one| property(one, key).is_some());
        let mut known = keys(schema);
        let message = match variant {
            // Whether the key is right depends on the tag, whose fault has been told.
            Variant::Unknown if in_another_variant => return,
            Variant::Chosen { tag, name, .. } if in_another_variant => {
                messages::key_of_another_variant(key, tag, name)
            }
            Variant::Chosen { schema, .. } => {
                known.extend(keys(schema));
                messages::unknown_key(key, &known)
            }
            Variant::None | Variant::Unknown => messages::unknown_key(key, &known),
        };
        self.faults.fault(at, "definition.unknown_key", message);
    }
}

fn property<'a>(schema: &'a Value, key: &str) -> Option<&'a Value> {
    schema.get("properties")?.get(key)
}

fn keys(schema: &Value) -> Vec<&str> {
    let properties = schema.get("properties").and_then(Value::as_object);
    properties.into_iter().flat_map(Object::keys).map(String::as_str).collect()
}

fn required(schema: &Value) -> impl Iterator<Item = &str> {
    schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

fn variants(schema: &Value) -> &[Value] {
    schema.get("oneOf").and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The key whose constant value names a variant.
fn tag(variant: &Value) -> Option<&str> {
    let properties = variant.get("properties")?.as_object()?;
    properties.iter().find(|(_, member)| member.get("const").is_some()).map(|(key, _)| key.as_str())
}

/// The key of an object that has exactly one.
fn only_key(schema: &Value) -> Option<&str> {
    let key = required(schema).next()?;
    (keys(schema) == [key]).then_some(key)
}

/// The pattern of the keys of an object that maps names to values.
fn name_pattern(schema: &Value) -> Option<&str> {
    let members = schema.get("patternProperties")?.as_object()?;
    members.keys().next().map(String::as_str)
}

fn is_closed(schema: &Value) -> bool {
    ["additionalProperties", "unevaluatedProperties"]
        .iter()
        .any(|keyword| schema.get(*keyword).and_then(Value::as_bool) == Some(false))
}
