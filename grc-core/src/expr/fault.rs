//! What can be wrong in an expression or a template when it is compiled.

use std::ops::Range;

use super::Type;
use super::functions::Shape;

/// Something wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The part of the source at fault, in bytes.
    pub position: Range<usize>,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong. [`Problem::code`] names it, [`Problem::message`] says it in French or in English.
///
/// The texts it holds come from the definition, never from a person's answers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// A character that the language does not use.
    UnexpectedCharacter(char),
    /// An operator of another language, and the one to write.
    ForeignOperator {
        /// As found.
        found: &'static str,
        /// To write instead.
        write: &'static str,
    },
    /// A quote that is not closed.
    UnclosedText,
    /// A number beyond 64 bits, or beyond 28 digits.
    NumberTooLarge,
    /// A word or sign in the wrong place.
    Unexpected {
        /// The word or sign; none at the end of the source.
        found: Option<String>,
        /// What was awaited.
        expected: Expected,
    },
    /// `a < b < c`.
    ChainedComparison,
    /// A source beyond [`MAX_SOURCE`](super::MAX_SOURCE) bytes.
    TooLong,
    /// Parentheses or operations nested too deep.
    TooDeep,
    /// A name that does not exist here.
    UnknownName {
        /// The name.
        name: String,
        /// The closest one that exists.
        suggestion: Option<String>,
    },
    /// A member that the object does not have.
    UnknownMember {
        /// The member.
        name: String,
        /// The object, as written.
        of: String,
        /// The closest member that exists.
        suggestion: Option<String>,
    },
    /// A function that does not exist.
    UnknownFunction {
        /// The function.
        name: String,
        /// The closest one that exists.
        suggestion: Option<String>,
    },
    /// Members are asked of something that has none.
    NoMembers(Type),
    /// An element is asked of something that is not a list.
    NoElements(Type),
    /// Too many or too few arguments.
    ArgumentCount {
        /// The function.
        function: &'static str,
        /// How it is called.
        signature: &'static str,
    },
    /// An argument of the wrong type.
    Argument {
        /// The function.
        function: &'static str,
        /// Which argument, from 1.
        index: usize,
        /// What it takes.
        expected: Shape,
        /// What it was given.
        given: Type,
    },
    /// Arguments that must be of one type, and are not.
    UnlikeArguments {
        /// The function.
        function: &'static str,
    },
    /// A constant text that is not what the function reads.
    UnreadableText {
        /// The function.
        function: &'static str,
    },
    /// A division of the town that does not exist.
    UnknownDivision {
        /// The division.
        name: String,
        /// The closest one that exists.
        suggestion: Option<String>,
    },
    /// A division of the town that is computed.
    DivisionNotNamed,
    /// An operation that these types do not have.
    Operands {
        /// The operator.
        operator: &'static str,
        /// The type on the left.
        left: Type,
        /// The type on the right.
        right: Type,
        /// What to write instead.
        hint: Option<Hint>,
    },
    /// `-` before something that is not a number.
    Negation(Type),
    /// Values of unlike types compared.
    UnlikeTypes {
        /// The type on the left.
        left: Type,
        /// The type on the right.
        right: Type,
        /// What to write instead.
        hint: Option<Hint>,
    },
    /// `<` and others between values that have no order.
    NoOrder(Type),
    /// A value of a received document used without saying what it is.
    ConvertFirst,
    /// A condition that is neither true nor false.
    NotCondition(Type),
    /// A result of the wrong type.
    Result {
        /// The type awaited.
        expected: Type,
        /// The type found.
        given: Type,
    },
    /// A list, or the two sides of an `if … else`, of unlike types.
    Mixed {
        /// One type.
        one: Type,
        /// Another.
        other: Type,
    },
    /// A tag of a template that is not closed on its own line of syntax: `{{` without `}}`.
    UnclosedTag,
    /// A tag of a template that does not exist.
    UnknownTag(String),
    /// A tag of a template in the wrong place: `endif` without `if`.
    MisplacedTag(String),
    /// A block of a template without its end: `if` without `endif`.
    MissingEnd(&'static str),
    /// `for` over something that is not a list.
    NotList(Type),
    /// Something that has no text.
    NotPrintable(Type),
}

/// What the parser awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A value, a name, a parenthesis.
    Operand,
    /// The name of a member after a point.
    MemberName,
    /// A name.
    Name,
    /// The name of a filter.
    FilterName,
    /// Exactly this sign or word.
    Sign(&'static str),
    /// An operator or the end.
    End,
}

/// What to write instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// `days(n)` rather than a number.
    Days,
    /// `~` rather than `+`.
    Concatenate,
    /// `local_date(x)` to compare an instant with a day.
    LocalDate,
    /// `date('YYYY-MM-DD')` rather than a text.
    Date,
    /// `integer(x)` or `decimal(x)` rather than a text.
    Number,
}

impl Fault {
    pub(super) fn new(position: Range<usize>, problem: Problem) -> Fault {
        Fault { position, problem }
    }
}

/// The closest of `names` to `name`, if it is close enough to be a slip of the pen.
pub(super) fn closest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let far = (name.chars().count() / 3).max(1);
    names
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= far)
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}
