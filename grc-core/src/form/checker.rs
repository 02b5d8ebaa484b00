//! The check of answers: one walk in the form's order, and everything wrong in one list.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde_json::{Map, Value as Json};

use super::Form;
use super::answers::{FormFacts, Kept};
use super::field::{Computation, Field, Repeat, SectionCondition, Shape};
use super::fields::Fields;
use super::place::Place;
use super::problem::{Phrase, Problem};
use super::proposal::Proposed;
use super::report::{AnswerFault, FieldState, Mode, Report};
use super::types::{Breaches, FieldType};
use crate::definition::{GivenLists, Reader};
use crate::expr::{Environment, Expression};

/// What is expected of a repeat and of its elements.
const LIST_OF_GROUPS: Phrase =
    Phrase::new("une liste de groupes de réponses est attendue", "a list of groups of answers is expected");
const GROUP: Phrase = Phrase::new("un groupe de réponses est attendu", "a group of answers is expected");

/// One check of some answers.
pub(super) struct Checker<'f> {
    pub(super) form: &'f Form,
    facts: &'f dyn Environment,
    /// What the host gives with the answers.
    lists: &'f GivenLists,
    reader: Reader,
    mode: Mode,
    /// INVARIANT (order): faults are found in the form's order, as the walk is; unknown answers come last in their
    /// object.
    faults: Vec<AnswerFault>,
    dropped: Vec<String>,
    /// The last section whose condition was evaluated, and whether it is shown.
    section: Option<(usize, bool)>,
    /// What is wrong with the answer being checked.
    breaches: Breaches,
    /// What to show, when that is the question.
    pub(super) states: Option<Vec<FieldState>>,
}

impl<'f> Checker<'f> {
    pub(super) fn new(
        form: &'f Form,
        facts: &'f dyn Environment,
        lists: &'f GivenLists,
        reader: Reader,
        mode: Mode,
    ) -> Self {
        Self {
            form,
            facts,
            lists,
            reader,
            mode,
            faults: Vec::new(),
            dropped: Vec::new(),
            section: None,
            breaches: Breaches::default(),
            states: None,
        }
    }

    pub(super) fn report(mut self, given: &Map<String, Json>) -> Report {
        if !self.form.is_sound {
            self.fault(&Place::Whole, Problem::UnusableForm);
        }
        let stored = self.walk(&self.form.fields, given, &Place::Whole, None);
        let answers = stored.unwrap_or_else(|| given.clone());
        Report { faults: self.faults, dropped: self.dropped, answers }
    }

    /// Takes the fields in order: what an expression reads has been decided before. `outer` holds the answers of the
    /// form when the fields are those of an element, at `place`. Gives the stored form, unless it is what was given.
    pub(super) fn walk(
        &mut self,
        fields: &Fields,
        given: &Map<String, Json>,
        place: &Place<'_>,
        outer: Option<&Kept<'_, '_>>,
    ) -> Option<Map<String, Json>> {
        let (mut kept, unknown) = Kept::new(fields, given);
        for (position, field) in fields.as_slice().iter().enumerate() {
            let answer = kept.given(position);
            if answer.is_none() && !self.may_speak(field) {
                continue;
            }
            let facts = FormFacts {
                form: self.form,
                answers: outer.unwrap_or(&kept),
                item: outer.is_some().then_some(&kept),
                lists: self.lists,
                around: self.facts,
            };
            let stored = self.field(field, answer, &facts, &Place::Field(place, field));
            kept.keep(position, stored);
        }
        for name in unknown {
            let known = fields.asked().map(Field::id);
            self.fault(&Place::Unknown(place, name), Problem::unknown_field(name, known));
        }
        if outer.is_none() {
            let (form, lists, around) = (self.form, self.lists, self.facts);
            let facts = FormFacts { form, answers: &kept, item: None, lists, around };
            for rule in &self.form.rules {
                rule.check(fields, &facts, &mut self.faults);
            }
        }
        kept.changed(given)
    }

    /// Checks one answer. Gives its stored form, or None when there is no answer or when the field is hidden.
    fn field<'a>(
        &mut self,
        field: &Field,
        answer: Option<&'a Json>,
        facts: &FormFacts<'_>,
        place: &Place<'_>,
    ) -> Option<Cow<'a, Json>> {
        if let (Some(answer), true, None) = (answer, field.is_plain, &self.states) {
            return Some(self.answer(field, answer, facts, place));
        }
        let visible = self.shows_section(field, facts, place)
            && self.holds(field.visible_if.as_ref(), facts, place).unwrap_or(true);
        let is_asked = visible && self.is_asked(field);
        if self.states.is_some() && self.is_asked(field) {
            self.show(field, answer, visible, facts, place);
        }
        let is_computed = matches!(field.shape, Shape::Computed(_));
        if answer.is_some() && (!is_asked || is_computed) {
            self.dropped.push(place.path());
        }
        if !visible {
            return None;
        }
        let answer = answer.filter(|_| is_asked);
        if let Shape::Computed(computation) = &field.shape {
            return self.computed(computation, facts, place).map(Cow::Owned);
        }
        if self.holds(field.readonly_if.as_ref(), facts, place).unwrap_or(false) {
            return self.proposed(field, answer, facts, place).map(Cow::Owned);
        }
        if !is_asked {
            return None;
        }
        match (answer, &field.shape) {
            (Some(answer), Shape::Single(single)) if single.is_none(answer) => {
                self.missing(field, facts, place)
            }
            (Some(answer), _) => return Some(self.answer(field, answer, facts, place)),
            (None, Shape::Group(fields)) if self.states.is_some() => {
                self.walk(fields, &Map::new(), place, Some(facts.answers));
            }
            (None, _) => self.missing(field, facts, place),
        }
        None
    }

    /// Whether the field is asked of this reader: what they may not read, they do not answer.
    fn is_asked(&self, field: &Field) -> bool {
        match self.reader {
            Reader::Applicant => !field.is_for_agents,
            role => role >= field.asked_from,
        }
    }

    /// Whether something may be said or stored of a field without an answer, before any condition is evaluated.
    fn may_speak(&self, field: &Field) -> bool {
        self.may_require(field)
            || field.readonly_if.is_some()
            || self.states.is_some()
            || matches!(field.shape, Shape::Computed(_))
    }

    /// Whether an answer may be required, before any condition is evaluated.
    fn may_require(&self, field: &Field) -> bool {
        self.mode == Mode::Complete && (field.required || field.required_if.is_some())
    }

    /// Tells a missing answer, if it is required. In a group, its questions say what is missing.
    fn missing(&mut self, field: &Field, facts: &FormFacts<'_>, place: &Place<'_>) {
        let is_required = self.may_require(field)
            && (field.required || self.holds(field.required_if.as_ref(), facts, place).unwrap_or(false));
        if !is_required {
            return;
        }
        let known = self.faults.len();
        if let Shape::Group(fields) = &field.shape {
            self.walk(fields, &Map::new(), place, Some(facts.answers));
        }
        if self.faults.len() == known {
            let problem = match &field.shape {
                Shape::Single(single) => single.missing(),
                _ => Problem::Required,
            };
            self.fault(place, problem);
        }
    }

    /// Whether the section that holds the field is shown. Its fields follow each other: its condition is evaluated once.
    fn shows_section(&mut self, field: &Field, facts: &FormFacts<'_>, place: &Place<'_>) -> bool {
        let Some(SectionCondition { index, condition }) = &field.section else { return true };
        match self.section {
            Some((known, shown)) if known == *index => shown,
            _ => {
                let shown = self.holds(Some(condition), facts, place).unwrap_or(true);
                self.section = Some((*index, shown));
                shown
            }
        }
    }

    /// The stored form of a computed value; None when it has none.
    fn computed(
        &mut self,
        computation: &Computation,
        facts: &FormFacts<'_>,
        place: &Place<'_>,
    ) -> Option<Json> {
        match computation.value(facts) {
            Ok(Json::Null) => None,
            Ok(value) => self.sound(computation.result.as_ref(), &value, facts).or_else(|| {
                self.fault(place, Problem::RuleFailed);
                None
            }),
            Err(_) => {
                self.fault(place, Problem::RuleFailed);
                None
            }
        }
    }

    /// The only answer of a field that cannot be changed: the value proposed, if it is one that the field accepts.
    fn proposed(
        &mut self,
        field: &Field,
        answer: Option<&Json>,
        facts: &FormFacts<'_>,
        place: &Place<'_>,
    ) -> Option<Json> {
        let Shape::Single(single) = &field.shape else { return None };
        let proposed = self.proposal(field, facts);
        let given = answer.map(|answer| self.sound(single.as_ref(), answer, facts));
        if given.is_some_and(|given| given != proposed) {
            self.fault(place, Problem::ReadOnly);
        }
        proposed
    }

    /// The value that a field proposes, if it is one that the field accepts.
    pub(super) fn proposal(&mut self, field: &Field, facts: &FormFacts<'_>) -> Option<Json> {
        match (&field.proposed, &field.shape) {
            (Some(Proposed::Written(value)), _) => Some(value.clone()),
            (Some(Proposed::Computed(expression)), Shape::Single(single)) => {
                let value = expression.evaluate(facts).map_or(Json::Null, |value| value.to_json());
                self.sound(single.as_ref(), &value, facts)
            }
            _ => None,
        }
    }

    /// The stored form of a value with which nothing is wrong.
    pub(super) fn sound(
        &mut self,
        single: &dyn FieldType,
        value: &Json,
        facts: &dyn Environment,
    ) -> Option<Json> {
        let stored = single.check_among(value, facts, self.lists, &mut self.breaches);
        self.breaches.take().is_empty().then(|| stored.into_owned())
    }

    /// The stored form of an answer, or the answer as it is when it has none, which is a fault.
    fn answer<'a>(
        &mut self,
        field: &Field,
        answer: &'a Json,
        facts: &FormFacts<'_>,
        place: &Place<'_>,
    ) -> Cow<'a, Json> {
        let single = match &field.shape {
            Shape::Single(single) => single,
            Shape::Group(fields) => return self.group(fields, answer, place, facts.answers),
            Shape::Repeat(repeat) => return self.repeat(repeat, answer, place, facts.answers),
            Shape::Computed(_) | Shape::Display => return Cow::Borrowed(answer),
        };
        let stored = single.check_among(answer, facts, self.lists, &mut self.breaches);
        if self.breaches.is_empty() {
            return stored;
        }
        for breach in self.breaches.take() {
            let place = match breach.element {
                Some(index) => &Place::Element(place, index),
                None => place,
            };
            self.faults.push(AnswerFault::new(place, breach.problem));
        }
        stored
    }

    /// Checks the elements of a repeat, up to its greatest number.
    fn repeat<'a>(
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
        if elements.len() < least {
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
    fn group<'a>(
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

    /// Whether a condition holds; None when there is none, or when it cannot be evaluated, which is a fault.
    fn holds(
        &mut self,
        condition: Option<&Expression>,
        facts: &FormFacts<'_>,
        place: &Place<'_>,
    ) -> Option<bool> {
        let result = condition?.holds(facts);
        if result.is_err() {
            self.fault(place, Problem::RuleFailed);
        }
        result.ok()
    }

    fn fault(&mut self, place: &Place<'_>, problem: Problem) {
        self.faults.push(AnswerFault::new(place, problem));
    }
}

/// A limit as a number of elements.
fn count(limit: u32) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX)
}
