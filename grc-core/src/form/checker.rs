//! The check of answers: one walk in the form's order, and everything wrong in one list.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};

use super::Form;
use super::answers::{FormFacts, Kept};
use super::field::{Computation, Field, SectionCondition, Shape};
use super::fields::Fields;
use super::place::Place;
use super::problem::Problem;
use super::report::{AnswerFault, Mode, Report};
use super::states::States;
use super::types::{Breaches, FieldType};
use crate::definition::{GivenLists, Reader};
use crate::expr::{Environment, Expression};

/// Unknown answers that are told one by one, and those among them for which a name that may be meant is looked for.
const UNKNOWN: usize = 100;
const HINTS: usize = 20;

/// One check of some answers.
pub(super) struct Checker<'f> {
    pub(super) form: &'f Form,
    facts: &'f dyn Environment,
    /// What the host gives with the answers.
    pub(super) lists: &'f GivenLists,
    pub(super) reader: Reader,
    pub(super) mode: Mode,
    /// INVARIANT (order): faults are found in the form's order, as the walk is; unknown answers come last in their
    /// object.
    pub(super) faults: Vec<AnswerFault>,
    pub(super) dropped: Vec<String>,
    /// The last section whose condition was evaluated, and whether it is shown.
    section: Option<(usize, bool)>,
    /// What is wrong with the answer being checked.
    pub(super) breaches: Breaches,
    /// What to show, when that is the question.
    pub(super) states: Option<States>,
    /// How many answers to questions that nobody asked were met.
    pub(super) unknown: usize,
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
            unknown: 0,
        }
    }

    pub(super) fn report(mut self, given: &Map<String, Json>) -> Report {
        if !self.form.is_sound {
            self.fault(&Place::Whole, Problem::UnusableForm);
        }
        let stored = self.walk(&self.form.fields, given, &Place::Whole, None);
        let more = self.unknown.saturating_sub(UNKNOWN);
        if more > 0 {
            self.fault(&Place::Whole, Problem::MoreUnknownFields(more));
        }
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
            self.tell_unknown(name, fields, place);
        }
        if !fields.rules().is_empty() {
            let facts = FormFacts {
                form: self.form,
                answers: outer.unwrap_or(&kept),
                item: outer.is_some().then_some(&kept),
                lists: self.lists,
                around: self.facts,
            };
            for rule in fields.rules() {
                rule.check(fields, &facts, place, &mut self.faults);
            }
        }
        kept.changed(given)
    }

    /// Tells an answer to a question that nobody asked: some of them by name, the rest by their number.
    fn tell_unknown(&mut self, name: &str, fields: &Fields, place: &Place<'_>) {
        if self.unknown < UNKNOWN {
            let known = fields.asked().map(Field::id).take(if self.unknown < HINTS { usize::MAX } else { 0 });
            self.fault(&Place::Unknown(place, name), Problem::unknown_field(name, known));
        }
        self.unknown = self.unknown.saturating_add(1);
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
            let proposed = self.proposed(field, answer, facts, place);
            if let (Shape::Group(fields), true) = (&field.shape, self.states.is_some()) {
                self.show_inside(fields, proposed.as_ref(), facts, place);
            }
            return proposed.map(Cow::Owned);
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
                let proposed = self.proposal(field, facts);
                self.show_inside(fields, proposed.as_ref(), facts, place);
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
    pub(super) fn answer<'a>(
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
            if self.mode == Mode::Draft && breach.problem.is_of_a_beginning() {
                continue;
            }
            let place = match breach.element {
                Some(index) => &Place::Element(place, index),
                None => place,
            };
            self.faults.push(AnswerFault::new(place, breach.problem));
        }
        stored
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

    pub(super) fn fault(&mut self, place: &Place<'_>, problem: Problem) {
        self.faults.push(AnswerFault::new(place, problem));
    }
}
