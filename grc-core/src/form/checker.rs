//! The check of answers: one walk in the form's order, and everything wrong in one list.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};

use super::Form;
use super::answers::{FormFacts, Kept};
use super::field::{Field, Fields, Repeat, Shape};
use super::place::Place;
use super::problem::{Phrase, Problem};
use super::report::{AnswerFault, Mode, Report, Visibility};
use super::types::Breaches;
use crate::expr::{Environment, Expression};

/// What is expected of a repeat and of its elements.
const LIST_OF_GROUPS: Phrase =
    Phrase::new("une liste de groupes de réponses est attendue", "a list of groups of answers is expected");
const GROUP: Phrase = Phrase::new("un groupe de réponses est attendu", "a group of answers is expected");

/// One check of some answers.
pub(super) struct Checker<'f> {
    form: &'f Form,
    facts: &'f dyn Environment,
    mode: Mode,
    /// INVARIANT (order): faults are found in the form's order, as the walk is; unknown answers come last in their
    /// object.
    faults: Vec<AnswerFault>,
    dropped: Vec<String>,
    /// What is wrong with the answer being checked.
    breaches: Breaches,
    /// What is visible, when that is the question.
    visibilities: Option<Vec<Visibility>>,
}

impl<'f> Checker<'f> {
    pub(super) fn new(form: &'f Form, facts: &'f dyn Environment, mode: Mode) -> Self {
        Self {
            form,
            facts,
            mode,
            faults: Vec::new(),
            dropped: Vec::new(),
            breaches: Breaches::default(),
            visibilities: None,
        }
    }

    pub(super) fn report(mut self, answers: &Json) -> Report {
        if !self.form.is_sound {
            self.fault(&Place::Whole, Problem::UnusableForm);
        }
        let none = Map::new();
        let given = match answers {
            Json::Object(given) => given,
            Json::Null => &none,
            _ => {
                self.fault(&Place::Whole, Problem::NotAnObject);
                return self.reported(Map::new());
            }
        };
        let stored = self.walk(&self.form.fields, given, &Place::Whole, None);
        let stored = stored.unwrap_or_else(|| given.clone());
        self.reported(stored)
    }

    fn reported(self, answers: Map<String, Json>) -> Report {
        Report { faults: self.faults, dropped: self.dropped, answers }
    }

    pub(super) fn visibilities(mut self, answers: &Json) -> Vec<Visibility> {
        self.visibilities = Some(Vec::new());
        let none = Map::new();
        self.walk(&self.form.fields, answers.as_object().unwrap_or(&none), &Place::Whole, None);
        self.visibilities.unwrap_or_default()
    }

    /// Takes the fields in order: what an expression reads has been decided before. `outer` holds the answers of the
    /// form when the fields are those of an element, at `place`. Gives the stored form, unless it is what was given.
    fn walk(
        &mut self,
        fields: &Fields,
        given: &Map<String, Json>,
        place: &Place<'_>,
        outer: Option<&Kept<'_, '_>>,
    ) -> Option<Map<String, Json>> {
        let (mut kept, unknown) = Kept::new(fields, given);
        for (position, field) in fields.as_slice().iter().enumerate() {
            let answer = kept.given(position);
            if answer.is_none() && !self.may_require(field) && self.visibilities.is_none() {
                continue;
            }
            let facts = FormFacts {
                root: self.form.root,
                answers: outer.unwrap_or(&kept),
                item: outer.is_some().then_some(&kept),
                around: self.facts,
            };
            let stored = self.field(field, answer, &facts, &Place::Field(place, field));
            kept.keep(position, stored);
        }
        for name in unknown {
            self.fault(&Place::Unknown(place, name), Problem::unknown_field(name, fields.names()));
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
        let visible = self.holds(field.visible_if.as_ref(), facts, place).unwrap_or(true);
        if let Some(visibilities) = &mut self.visibilities {
            visibilities.push(Visibility { path: place.path(), visible });
        }
        match answer {
            Some(_) if !visible => {
                self.dropped.push(place.path());
                None
            }
            Some(answer) => Some(self.answer(field, answer, facts, place)),
            None => {
                if visible && self.requires(field, facts, place) {
                    self.fault(place, Problem::Required);
                }
                None
            }
        }
    }

    /// Whether an answer may be required, before any condition is evaluated.
    fn may_require(&self, field: &Field) -> bool {
        self.mode == Mode::Complete && (field.definition.required || field.required_if.is_some())
    }

    fn requires(&mut self, field: &Field, facts: &FormFacts<'_>, place: &Place<'_>) -> bool {
        self.may_require(field)
            && (field.definition.required
                || self.holds(field.required_if.as_ref(), facts, place).unwrap_or(false))
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
            Shape::Repeat(repeat) => return self.repeat(repeat, answer, place, facts.answers),
            Shape::Single(single) => single,
        };
        let stored = single.check(answer, facts, &mut self.breaches);
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
        let walked = elements.iter().take(most).enumerate().map(|(index, element)| {
            let place = Place::Element(place, index);
            match element {
                Json::Object(given) => match self.walk(&repeat.fields, given, &place, Some(outer)) {
                    Some(stored) => Cow::Owned(Json::Object(stored)),
                    None => Cow::Borrowed(element),
                },
                _ => {
                    self.fault(&place, Problem::WrongType(GROUP));
                    Cow::Borrowed(element)
                }
            }
        });
        let stored: Vec<_> = walked.collect();
        if stored.iter().all(|element| matches!(element, Cow::Borrowed(_))) {
            Cow::Borrowed(answer)
        } else {
            Cow::Owned(stored.into_iter().map(Cow::into_owned).collect())
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
