//! The parameters of a shared circuit and the values that a scenario gives them.

use crate::definition::{Bilingual, Diagnostics, ValueType};
use crate::expr::{Record, Type, Value};

use super::circuit::Located;
use super::{unknown, values};

/// Types and values of parameters.
pub(super) struct Parameters {
    pub(super) record: Record,
    pub(super) value: Value,
}

pub(super) fn compile(located: &Located<'_>, faults: &mut Diagnostics) -> Parameters {
    let declared = &located.workflow.parameters;
    for name in located.with.keys().filter(|name| !declared.contains_key(*name)) {
        let known = declared.keys().map(crate::definition::Name::as_str);
        unknown(
            ("paramètre", "parameter"),
            name.as_str(),
            known,
            &located.with_at.key(name.as_str()),
            faults,
        );
    }
    let mut record = Record::new();
    let mut members = Vec::new();
    for (name, parameter) in declared {
        let ty = type_of(parameter.kind);
        let given = located.with.get(name);
        let at = match given {
            Some(_) => located.with_at.key(name.as_str()),
            None => located.at.key("parameters").key(name.as_str()).key("default"),
        };
        match given.or(parameter.default.as_ref()) {
            None => {
                let message = Bilingual::new(
                    format!("le paramètre `{name}` n'a pas de valeur par défaut : donnez-lui une valeur"),
                    format!("the parameter `{name}` has no default: give it a value"),
                );
                faults.fault(&located.with_at, "definition.missing_parameter", message);
            }
            Some(literal) => match values::literal_value(literal, &ty) {
                Some(value) => members.push((name.as_str(), value)),
                None => {
                    let message = Bilingual::new(
                        format!("{} est attendu(e)", ty.describe(crate::definition::Language::French)),
                        format!("{} is expected", ty.describe(crate::definition::Language::English)),
                    );
                    faults.fault(&at, "definition.wrong_type", message);
                }
            },
        }
        record = record.with(name.as_str(), ty);
    }
    Parameters { record, value: Value::object(members) }
}

fn type_of(kind: ValueType) -> Type {
    match kind {
        ValueType::Text => Type::Text,
        ValueType::Integer => Type::Integer,
        ValueType::Decimal => Type::Decimal,
        ValueType::Boolean => Type::Bool,
        ValueType::Date => Type::Date,
        ValueType::Duration => Type::Duration,
    }
}
