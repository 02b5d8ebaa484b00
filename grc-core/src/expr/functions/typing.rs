//! How a call is checked: the number of its arguments, their types, the type of the result.

use super::super::evaluator::{Context, apply};
use super::super::fault::Problem;
use super::super::{Environment, Root, Type, Value};
use super::{Function, Shape, Typing};
use crate::definition::Language;

/// What a call gives, and the type into which its arguments are converted, if they are.
pub(in crate::expr) struct Signature {
    pub(in crate::expr) result: Type,
    pub(in crate::expr) arguments: Option<Type>,
}

/// The argument at fault, if it is one of them, and what is wrong.
type Misuse = (Option<usize>, Problem);

impl Function {
    /// Checks the types of the arguments of a call.
    pub(in crate::expr) fn check(&self, given: &[Type]) -> Result<Signature, Misuse> {
        let (least, most) = match &self.typing {
            Typing::Fixed { parameters, required, .. } => (*required, parameters.len()),
            Typing::OfOne(..) => (1, 1),
            Typing::Joined { least, most } => (*least, *most),
            Typing::Extremum => (1, usize::MAX),
        };
        if given.len() < least || given.len() > most {
            return Err((None, Problem::ArgumentCount { function: self.name, signature: self.signature }));
        }
        let fixed = |result| Signature { result, arguments: None };
        match (&self.typing, given) {
            (Typing::Fixed { parameters, result, .. }, _) => {
                for (index, (shape, ty)) in parameters.iter().zip(given).enumerate() {
                    self.expect(*shape, index, ty)?;
                }
                Ok(fixed(result.clone()))
            }
            (Typing::OfOne(shape, result), given) => {
                let ty = given.first().unwrap_or(&Type::Null);
                self.expect(*shape, 0, ty)?;
                Ok(fixed(result(ty)))
            }
            (Typing::Extremum, [list]) => {
                self.expect(Shape::OrderedList, 0, list)?;
                match list {
                    Type::List(element) => Ok(fixed(element.as_ref().clone())),
                    _ => Ok(fixed(Type::Null)),
                }
            }
            (Typing::Extremum, several) => {
                for (index, ty) in several.iter().enumerate() {
                    self.expect(Shape::Ordered, index, ty)?;
                }
                self.join(several)
            }
            (Typing::Joined { .. }, several) => self.join(several),
        }
    }

    fn expect(&self, shape: Shape, index: usize, given: &Type) -> Result<(), Misuse> {
        if shape.accepts(given) {
            return Ok(());
        }
        if *given == Type::Document {
            return Err((Some(index), Problem::ConvertFirst));
        }
        let problem = Problem::Argument {
            function: self.name,
            index: index + 1,
            expected: shape,
            given: given.clone(),
        };
        Err((Some(index), problem))
    }

    fn join(&self, given: &[Type]) -> Result<Signature, Misuse> {
        let joined = given.iter().try_fold(Type::Null, |joined, ty| joined.join(ty));
        match joined {
            Some(ty) => Ok(Signature { result: ty.clone(), arguments: Some(ty) }),
            None => Err((None, Problem::UnlikeArguments { function: self.name })),
        }
    }

    /// Whether the function reads a text that may not be what it should.
    pub(in crate::expr) fn reads_text(&self) -> bool {
        matches!(self.typing, Typing::Fixed { parameters: [Shape::Readable], .. })
    }

    /// The result for constants. None when the function fails.
    pub(in crate::expr) fn apply_to_constants(&self, values: &[Value]) -> Option<Value> {
        let context = Context { environment: &Nowhere, locals: &[], language: Language::French };
        apply(self, values, &context).ok()
    }
}

/// The environment of constants: functions that read one are not called in it.
struct Nowhere;

impl Environment for Nowhere {
    fn lookup(&self, _: Root, _: Option<&str>) -> Value {
        Value::Null
    }

    fn zone(&self) -> chrono_tz::Tz {
        chrono_tz::UTC
    }
}
