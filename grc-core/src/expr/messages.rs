//! Faults in words.

use super::fault::{Expected, Fault, Hint, Problem};
use crate::definition::Language;

impl Problem {
    /// The stable name of the problem: `expression.unknown_name`, …
    pub fn code(&self) -> &'static str {
        match self {
            Problem::UnexpectedCharacter(_) => "expression.unexpected_character",
            Problem::ForeignOperator { .. } => "expression.foreign_operator",
            Problem::UnclosedText => "expression.unclosed_text",
            Problem::NumberTooLarge => "expression.number_too_large",
            Problem::Unexpected { .. } => "expression.unexpected",
            Problem::ChainedComparison => "expression.chained_comparison",
            Problem::TooLong => "expression.too_long",
            Problem::TooDeep => "expression.too_deep",
            Problem::UnknownName { .. } => "expression.unknown_name",
            Problem::UnknownMember { .. } => "expression.unknown_member",
            Problem::UnknownFunction { .. } => "expression.unknown_function",
            Problem::NoMembers(_) => "expression.no_members",
            Problem::NoElements(_) => "expression.no_elements",
            Problem::ArgumentCount { .. } => "expression.argument_count",
            Problem::Argument { .. } => "expression.argument",
            Problem::UnlikeArguments { .. } => "expression.unlike_arguments",
            Problem::UnreadableText { .. } => "expression.unreadable_text",
            Problem::UnknownDivision { .. } => "expression.unknown_division",
            Problem::DivisionNotNamed => "expression.division_not_named",
            Problem::Operands { .. } => "expression.operands",
            Problem::Negation(_) => "expression.negation",
            Problem::UnlikeTypes { .. } => "expression.unlike_types",
            Problem::NoOrder(_) => "expression.no_order",
            Problem::ConvertFirst => "expression.convert_first",
            Problem::NotCondition(_) => "expression.not_condition",
            Problem::Result { .. } => "expression.result",
            Problem::Mixed { .. } => "expression.mixed",
            Problem::UnclosedTag => "template.unclosed_tag",
            Problem::UnknownTag(_) => "template.unknown_tag",
            Problem::MisplacedTag(_) => "template.misplaced_tag",
            Problem::MissingEnd(_) => "template.missing_end",
            Problem::NotList(_) => "template.not_list",
            Problem::NotPrintable(_) => "template.not_printable",
        }
    }

    /// The problem in words, with what to write instead where it can be told.
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        let of = |ty: &super::Type| ty.describe(Language::French);
        let hint = |hint: &Option<Hint>| hint.map_or("", |hint| hint.advice(Language::French));
        match self {
            Problem::UnexpectedCharacter(character) => format!("le caractère `{character}` n'a pas de sens ici"),
            Problem::ForeignOperator { found, write } => format!("`{found}` n'existe pas : écrivez `{write}`"),
            Problem::UnclosedText => "il manque l'apostrophe ou le guillemet qui ferme ce texte".to_owned(),
            Problem::NumberTooLarge => "ce nombre est trop grand".to_owned(),
            Problem::Unexpected { found: Some(found), expected } => {
                format!("il faut {} au lieu de `{found}`", expected.french())
            }
            Problem::Unexpected { found: None, expected } => format!("il manque {} à la fin", expected.french()),
            Problem::ChainedComparison => {
                "les comparaisons ne s'enchaînent pas : écrivez `a < b and b < c`".to_owned()
            }
            Problem::TooLong => "cette expression est trop longue".to_owned(),
            Problem::TooDeep => "cette expression imbrique trop d'opérations".to_owned(),
            Problem::UnknownName { name, suggestion } => {
                format!("le nom `{name}` n'existe pas ici{}", meant_french(suggestion))
            }
            Problem::UnknownMember { name, of, suggestion } => {
                format!("`{of}` n'a pas de `{name}`{}", meant_french(suggestion))
            }
            Problem::UnknownFunction { name, suggestion } => {
                format!("la fonction `{name}` n'existe pas{}", meant_french(suggestion))
            }
            Problem::NoMembers(ty) => format!("{} n'a pas de membres", of(ty)),
            Problem::NoElements(ty) => format!("{} n'a pas d'éléments", of(ty)),
            Problem::ArgumentCount { function, signature } => {
                format!("`{function}` ne prend pas ce nombre d'arguments : `{signature}`")
            }
            Problem::Argument { function, index, expected, given } => format!(
                "l'argument {index} de `{function}` doit être {}, pas {}",
                expected.describe(Language::French),
                of(given)
            ),
            Problem::UnlikeArguments { function } => {
                format!("les arguments de `{function}` doivent être du même type")
            }
            Problem::UnreadableText { function } => {
                format!("`{function}` ne peut pas lire ce texte : une date s'écrit `2026-03-12`, un instant `2026-03-12T14:05:00Z`")
            }
            Problem::UnknownDivision { name, suggestion } => {
                format!("la division `{name}` n'existe pas{}", meant_french(suggestion))
            }
            Problem::DivisionNotNamed => "le nom de la division s'écrit entre apostrophes : il ne se calcule pas".to_owned(),
            Problem::Operands { operator, left, right, hint: advice } => {
                format!("`{operator}` ne s'applique pas à {} et {}{}", of(left), of(right), hint(advice))
            }
            Problem::Negation(ty) => format!("`-` ne s'applique pas à {}", of(ty)),
            Problem::UnlikeTypes { left, right, hint: advice } => {
                format!("{} ne se compare pas à {}{}", of(left), of(right), hint(advice))
            }
            Problem::NoOrder(ty) => format!("{} n'a pas d'ordre", of(ty)),
            Problem::ConvertFirst => {
                "le type de cette valeur reçue n'est pas connu : écrivez `integer(x)`, `decimal(x)`, `text(x)`, `date(x)`, `datetime(x)` ou `bool(x)`".to_owned()
            }
            Problem::NotCondition(ty) => format!("une condition est vraie ou fausse, pas {}", of(ty)),
            Problem::Result { expected, given } => format!("il faut {}, pas {}", of(expected), of(given)),
            Problem::Mixed { one, other } => format!("{} et {} ne peuvent pas se mélanger", of(one), of(other)),
            Problem::UnclosedTag => "cette balise n'est pas fermée".to_owned(),
            Problem::UnknownTag(tag) => {
                format!("la balise `{tag}` n'existe pas : seules existent `if`, `elif`, `else`, `for` et `set`")
            }
            Problem::MisplacedTag(tag) => format!("la balise `{tag}` n'a rien à fermer ici"),
            Problem::MissingEnd(tag) => format!("il manque la balise `{tag}`"),
            Problem::NotList(ty) => format!("`for` parcourt une liste, pas {}", of(ty)),
            Problem::NotPrintable(ty) => format!("{} ne s'écrit pas dans un texte", of(ty)),
        }
    }

    fn english(&self) -> String {
        let of = |ty: &super::Type| ty.describe(Language::English);
        let hint = |hint: &Option<Hint>| hint.map_or("", |hint| hint.advice(Language::English));
        match self {
            Problem::UnexpectedCharacter(character) => format!("the character `{character}` has no meaning here"),
            Problem::ForeignOperator { found, write } => format!("`{found}` does not exist: write `{write}`"),
            Problem::UnclosedText => "the quote that closes this text is missing".to_owned(),
            Problem::NumberTooLarge => "this number is too large".to_owned(),
            Problem::Unexpected { found: Some(found), expected } => {
                format!("{} is expected instead of `{found}`", expected.english())
            }
            Problem::Unexpected { found: None, expected } => format!("{} is expected at the end", expected.english()),
            Problem::ChainedComparison => "comparisons do not follow one another: write `a < b and b < c`".to_owned(),
            Problem::TooLong => "this expression is too long".to_owned(),
            Problem::TooDeep => "this expression nests too many operations".to_owned(),
            Problem::UnknownName { name, suggestion } => {
                format!("the name `{name}` does not exist here{}", meant_english(suggestion))
            }
            Problem::UnknownMember { name, of, suggestion } => {
                format!("`{of}` has no `{name}`{}", meant_english(suggestion))
            }
            Problem::UnknownFunction { name, suggestion } => {
                format!("the function `{name}` does not exist{}", meant_english(suggestion))
            }
            Problem::NoMembers(ty) => format!("{} has no members", of(ty)),
            Problem::NoElements(ty) => format!("{} has no elements", of(ty)),
            Problem::ArgumentCount { function, signature } => {
                format!("`{function}` does not take that many arguments: `{signature}`")
            }
            Problem::Argument { function, index, expected, given } => format!(
                "argument {index} of `{function}` must be {}, not {}",
                expected.describe(Language::English),
                of(given)
            ),
            Problem::UnlikeArguments { function } => format!("the arguments of `{function}` must be of one type"),
            Problem::UnreadableText { function } => {
                format!("`{function}` cannot read this text: a date is written `2026-03-12`, an instant `2026-03-12T14:05:00Z`")
            }
            Problem::UnknownDivision { name, suggestion } => {
                format!("the division `{name}` does not exist{}", meant_english(suggestion))
            }
            Problem::DivisionNotNamed => "the name of the division is written between quotes: it is not computed".to_owned(),
            Problem::Operands { operator, left, right, hint: advice } => {
                format!("`{operator}` does not apply to {} and {}{}", of(left), of(right), hint(advice))
            }
            Problem::Negation(ty) => format!("`-` does not apply to {}", of(ty)),
            Problem::UnlikeTypes { left, right, hint: advice } => {
                format!("{} cannot be compared with {}{}", of(left), of(right), hint(advice))
            }
            Problem::NoOrder(ty) => format!("{} has no order", of(ty)),
            Problem::ConvertFirst => {
                "the type of this received value is not known: write `integer(x)`, `decimal(x)`, `text(x)`, `date(x)`, `datetime(x)` or `bool(x)`".to_owned()
            }
            Problem::NotCondition(ty) => format!("a condition is true or false, not {}", of(ty)),
            Problem::Result { expected, given } => format!("{} is expected, not {}", of(expected), of(given)),
            Problem::Mixed { one, other } => format!("{} and {} cannot be mixed", of(one), of(other)),
            Problem::UnclosedTag => "this tag is not closed".to_owned(),
            Problem::UnknownTag(tag) => {
                format!("the tag `{tag}` does not exist: there are only `if`, `elif`, `else`, `for` and `set`")
            }
            Problem::MisplacedTag(tag) => format!("the tag `{tag}` has nothing to close here"),
            Problem::MissingEnd(tag) => format!("the tag `{tag}` is missing"),
            Problem::NotList(ty) => format!("`for` goes through a list, not {}", of(ty)),
            Problem::NotPrintable(ty) => format!("{} cannot be written in a text", of(ty)),
        }
    }
}

impl Fault {
    /// The stable name of the problem.
    pub fn code(&self) -> &'static str {
        self.problem.code()
    }

    /// The problem in words.
    pub fn message(&self, language: Language) -> String {
        self.problem.message(language)
    }
}

impl Expected {
    fn french(self) -> String {
        match self {
            Expected::Operand => "une valeur".to_owned(),
            Expected::MemberName => "le nom d'un membre".to_owned(),
            Expected::Name => "un nom".to_owned(),
            Expected::FilterName => "le nom d'un filtre".to_owned(),
            Expected::Sign(sign) => format!("`{sign}`"),
            Expected::End => "un opérateur ou la fin".to_owned(),
        }
    }

    fn english(self) -> String {
        match self {
            Expected::Operand => "a value".to_owned(),
            Expected::MemberName => "the name of a member".to_owned(),
            Expected::Name => "a name".to_owned(),
            Expected::FilterName => "the name of a filter".to_owned(),
            Expected::Sign(sign) => format!("`{sign}`"),
            Expected::End => "an operator or the end".to_owned(),
        }
    }
}

impl Hint {
    fn advice(self, language: Language) -> &'static str {
        let (french, english) = match self {
            Hint::Days => (" : écrivez `days(n)`", ": write `days(n)`"),
            Hint::Concatenate => {
                (" : écrivez `~` pour mettre des textes bout à bout", ": write `~` to put texts end to end")
            }
            Hint::LocalDate => (" : écrivez `local_date(x)`", ": write `local_date(x)`"),
            Hint::Date => (" : écrivez `date('2026-03-12')`", ": write `date('2026-03-12')`"),
            Hint::Number => {
                (" : écrivez `integer(x)` ou `decimal(x)`", ": write `integer(x)` or `decimal(x)`")
            }
        };
        language.pick(french, english)
    }
}

fn meant_french(suggestion: &Option<String>) -> String {
    suggestion.as_ref().map_or_else(String::new, |name| format!(" : vouliez-vous dire `{name}` ?"))
}

fn meant_english(suggestion: &Option<String>) -> String {
    suggestion.as_ref().map_or_else(String::new, |name| format!(": did you mean `{name}`?"))
}
