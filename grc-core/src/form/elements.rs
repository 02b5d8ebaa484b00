//! The check of what is made of other answers: groups, and the elements of repeats.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde_json::Value as Json;

use super::answers::Kept;
use super::checker::Checker;
use super::field::{Field, Repeat};
use super::fields::Fields;
use super::place::Place;
use super::problem::{Phrase, Problem};
use super::report::Mode;

/// What is expected of a repeat and of its elements.
const LIST_OF_GROUPS: Phrase =
    Phrase::new("une liste de groupes de réponses est attendue", "a list of groups of answers is expected");
const GROUP: Phrase = Phrase::new("un groupe de réponses est attendu", "a group of answers is expected");

impl Checker<'_> {
    /// Checks the elements of a repeat, up to its greatest number.
    pub(super) fn repeat<'a>(
        &mut self,
        repeat: &Repeat,
        answer: &'a Json,
        place: &Place<'_>,
        outer: &Kept<'_, '_>,
    ) -> Cow<'a, Json> {
        let Json::Array(elements) = answer else {
            self.fault(place, Problem::WrongType(LIST_OF_GROUPS));
            return Cow::Borrowed(answer);
        };
        let (least, most) = (count(repeat.min), count(repeat.max));
        if elements.len() < least && self.mode == Mode::Complete {
            self.fault(place, Problem::TooFew(repeat.min));
        } else if elements.len() > most {
            self.fault(place, Problem::TooMany(repeat.max));
        }
        let walked = elements.iter().take(most).enumerate();
        let walked = walked.map(|(index, element)| {
            self.group(&repeat.fields, element, &Place::Element(place, index), outer)
        });
        let stored: Vec<_> = walked.collect();
        self.tell_same_elements(repeat, &stored, place);
        if stored.iter().all(|element| matches!(element, Cow::Borrowed(_))) {
            Cow::Borrowed(answer)
        } else {
            Cow::Owned(stored.into_iter().map(Cow::into_owned).collect())
        }
    }

    /// Checks the answers of a group, or of an element of a repeat.
    pub(super) fn group<'a>(
        &mut self,
        fields: &Fields,
        answer: &'a Json,
        place: &Place<'_>,
        outer: &Kept<'_, '_>,
    ) -> Cow<'a, Json> {
        let Json::Object(given) = answer else {
            self.fault(place, Problem::WrongType(GROUP));
            return Cow::Borrowed(answer);
        };
        match self.walk(fields, given, place, Some(outer)) {
            Some(stored) => Cow::Owned(Json::Object(stored)),
            None => Cow::Borrowed(answer),
        }
    }

    /// Tells the elements that repeat the answers by which they should differ, all of them given.
    fn tell_same_elements(&mut self, repeat: &Repeat, elements: &[Cow<'_, Json>], place: &Place<'_>) {
        if repeat.unique_by.is_empty() {
            return;
        }
        let names =
            repeat.unique_by.iter().filter_map(|position| repeat.fields.get(*position)).map(Field::id);
        let names: Vec<&str> = names.collect();
        let mut seen = HashMap::new();
        for (index, element) in elements.iter().enumerate() {
            let answers: Option<Vec<&Json>> = names.iter().map(|name| element.get(name)).collect();
            match answers.map(|answers| seen.entry(answers)) {
                Some(Entry::Occupied(first)) => {
                    self.fault(&Place::Element(place, index), Problem::SameElement(*first.get()));
                }
                Some(Entry::Vacant(place)) => {
                    place.insert(index);
                }
                None => {}
            }
        }
    }
}

/// A limit as a number of elements.
fn count(limit: u32) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX)
}
