//! Streets and numbers, however people write them.

use crate::definition::{Bilingual, Diagnostics, Parity, Pointer, StreetRange};
use crate::folding;

/// Words that are abbreviated, as folded.
const ABBREVIATIONS: [(&str, &str); 44] = [
    ("all", "allee"),
    ("av", "avenue"),
    ("ave", "avenue"),
    ("bd", "boulevard"),
    ("bld", "boulevard"),
    ("blvd", "boulevard"),
    ("boul", "boulevard"),
    ("capt", "capitaine"),
    ("cdt", "commandant"),
    ("ch", "chemin"),
    ("che", "chemin"),
    ("chem", "chemin"),
    ("cne", "capitaine"),
    ("col", "colonel"),
    ("crs", "cours"),
    ("dr", "docteur"),
    ("esp", "esplanade"),
    ("fbg", "faubourg"),
    ("fg", "faubourg"),
    ("gal", "general"),
    ("gen", "general"),
    ("imp", "impasse"),
    ("lot", "lotissement"),
    ("mal", "marechal"),
    ("mte", "montee"),
    ("pass", "passage"),
    ("pdt", "president"),
    ("pl", "place"),
    ("plce", "place"),
    ("pr", "professeur"),
    ("prof", "professeur"),
    ("qu", "quai"),
    ("quart", "quartier"),
    ("r", "rue"),
    ("res", "residence"),
    ("rpt", "rond point"),
    ("rte", "route"),
    ("sent", "sentier"),
    ("sq", "square"),
    ("st", "saint"),
    ("ste", "sainte"),
    ("stes", "saintes"),
    ("sts", "saints"),
    ("zi", "zone industrielle"),
];

/// What may follow a number.
const SUFFIXES: [&str; 3] = ["bis", "ter", "quater"];

/// A street, or a part of it.
#[derive(Clone, Debug)]
pub(super) struct Range {
    street: String,
    from: Option<u32>,
    to: Option<u32>,
    parity: Option<Parity>,
}

/// An address, read.
#[derive(Clone, Debug)]
pub(super) struct Address {
    street: String,
    number: Option<u32>,
}

impl Address {
    pub(super) fn read(street: &str, number: Option<&str>) -> Self {
        let mut words = folding::words(street);
        let mut number = number.and_then(leading_number);
        // `12 bis rue des Lilas`: the number came with the street, or came twice.
        if let Some(found) = words.first().and_then(|word| leading_number(word))
            && number.is_none_or(|number| number == found)
        {
            number = Some(found);
            words.remove(0);
            if words.first().is_some_and(|word| SUFFIXES.contains(&word.as_str())) {
                words.remove(0);
            }
        }
        Self { street: joined(&words), number }
    }
}

impl Range {
    pub(super) fn compile(definition: &StreetRange, at: &Pointer, faults: &mut Diagnostics) -> Option<Self> {
        let StreetRange { street, from, to, parity } = definition;
        let range = Self { street: joined(&folding::words(street)), from: *from, to: *to, parity: *parity };
        if range.street.is_empty() {
            let message = Bilingual::new("cette rue n'a pas de nom", "this street has no name");
            faults.fault(&at.key("street"), "definition.street", message);
            return None;
        }
        if range.is_empty() {
            let message = Bilingual::new(
                "aucun numéro n'est entre `from` et `to`, de ce côté",
                "no number is between `from` and `to`, on this side",
            );
            faults.fault(at, "definition.street", message);
            return None;
        }
        Some(range)
    }

    /// Whether the address is in it. Without a number, it is in a whole street only.
    pub(super) fn holds(&self, address: &Address) -> bool {
        self.street == address.street
            && match address.number {
                Some(number) => self.has(number),
                None => self.is_whole(),
            }
    }

    /// Whether a later part of a street has numbers that this one takes first. The rest of a street, written as the
    /// whole of it after its parts, is no such thing.
    pub(super) fn takes_from(&self, later: &Self) -> bool {
        self.meets(later) && (self.is_whole() || !later.is_whole())
    }

    fn is_whole(&self) -> bool {
        self.from.is_none() && self.to.is_none() && self.parity.is_none()
    }

    /// Whether some number is in both.
    fn meets(&self, other: &Self) -> bool {
        let first = self.from.max(other.from);
        let last = self.to.into_iter().chain(other.to).min();
        let parity = match (self.parity, other.parity) {
            (Some(one), Some(other)) if one != other => return false,
            (one, other) => one.or(other),
        };
        let both = Self { street: String::new(), from: first, to: last, parity };
        self.street == other.street && !both.is_empty()
    }

    fn has(&self, number: u32) -> bool {
        let is_even = number.is_multiple_of(2);
        self.from.is_none_or(|from| from <= number)
            && self.to.is_none_or(|to| number <= to)
            && self.parity.is_none_or(|parity| is_even == (parity == Parity::Even))
    }

    /// Whether no number is in it. Of two numbers that follow each other, one is on each side.
    fn is_empty(&self) -> bool {
        let first = self.from.unwrap_or(0);
        !self.has(first) && !first.checked_add(1).is_some_and(|next| self.has(next))
    }
}

/// The number with which a text begins: `12` of `12 bis`, `12B`, `12-14`.
fn leading_number(text: &str) -> Option<u32> {
    let digits: String = text.trim_start().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Words without abbreviations.
fn joined(words: &[String]) -> String {
    let whole = |word: &String| {
        let known = ABBREVIATIONS.binary_search_by(|(short, _)| (*short).cmp(word.as_str()));
        let long = known.ok().and_then(|index| ABBREVIATIONS.get(index));
        long.map_or_else(|| word.clone(), |(_, long)| (*long).to_owned())
    };
    words.iter().map(whole).collect::<Vec<_>>().join(" ")
}
