//! The check of answers: one walk in the form's order, then the schema, then everything wrong in one list.

use std::borrow::Cow;

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use jsonschema::paths::LocationSegment;
use serde_json::{Map, Value as Json};

use super::Form;
use super::answers::{FormFacts, Kept};
use super::field::{Field, Fields, Repeat, Shape};
use super::problem::{Expectation, Phrase, Problem};
use super::report::{AnswerFault, Mode, Place, Report, Visibility};
use super::types::Breach;
use crate::expr::{Environment, Expression};

/// One check of some answers.
pub(super) struct Checker<'f> {
    form: &'f Form,
    facts: &'f dyn Environment,
    mode: Mode,
    /// With the rank of their place.
    faults: Vec<([usize; 3], AnswerFault)>,
    dropped: Vec<String>,
    /// What is visible, when that is the question.
    visibilities: Option<Vec<Visibility>>,
}

impl<'f> Checker<'f> {
    pub(super) fn new(form: &'f Form, facts: &'f dyn Environment, mode: Mode) -> Self {
        Self { form, facts, mode, faults: Vec::new(), dropped: Vec::new(), visibilities: None }
    }

    pub(super) fn report(mut self, answers: &Json) -> Report {
        let none = Json::Object(Map::new());
        let stored = match answers {
            Json::Object(_) => self.form_answers(answers),
            Json::Null => self.form_answers(&none),
            _ => {
                self.fault(&Place::default(), Problem::NotAnObject);
                Cow::Borrowed(&none)
            }
        };
        self.faults.sort_by_key(|(rank, _)| *rank);
        let faults = self.faults.into_iter().map(|(_, fault)| fault).collect();
        let answers = match stored.into_owned() {
            Json::Object(answers) => answers,
            _ => Map::new(),
        };
        Report { faults, dropped: self.dropped, answers }
    }

    pub(super) fn visibilities(mut self, answers: &Json) -> Vec<Visibility> {
        self.visibilities = Some(Vec::new());
        let none = Json::Object(Map::new());
        let answers = if answers.is_object() { answers } else { &none };
        self.walk(&self.form.fields, answers, &Place::default(), None);
        self.visibilities.unwrap_or_default()
    }

    /// Checks the answers of the whole form, and gives their stored form.
    fn form_answers<'a>(&mut self, answers: &'a Json) -> Cow<'a, Json> {
        let stored = self.walk(&self.form.fields, answers, &Place::default(), None);
        self.check_schema(&stored);
        stored
    }

    /// Takes the fields in order: what an expression reads has been decided before. `outer` holds the answers of the
    /// form when the fields are those of a repeat, and `place` is the element. What is no object is the schema's affair.
    fn walk<'a>(
        &mut self,
        fields: &Fields,
        answers: &'a Json,
        place: &Place<'_>,
        outer: Option<&Kept<'_, '_>>,
    ) -> Cow<'a, Json> {
        let Json::Object(given) = answers else {
            return Cow::Borrowed(answers);
        };
        let (mut kept, unknown) = Kept::new(fields, given);
        for name in unknown {
            self.fault(&place.unknown(name), Problem::unknown_field(name, fields.names()));
        }
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
            let stored = self.field(field, answer, &facts, &place.of(field, position));
            kept.keep(position, stored);
        }
        match kept.changed(given) {
            Some(changed) => Cow::Owned(Json::Object(changed)),
            None => Cow::Borrowed(answers),
        }
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
        let stored = match single.canonical(answer) {
            Ok(stored) => stored,
            Err(problem) => {
                self.fault(place, problem);
                return Cow::Borrowed(answer);
            }
        };
        for Breach { element, problem } in single.breaches(&stored, facts) {
            self.fault(&element.map_or(*place, |index| place.element(index)), problem);
        }
        stored
    }

    /// Checks the elements of a repeat. Beyond its greatest number, they are left to the schema, which counts them.
    fn repeat<'a>(
        &mut self,
        repeat: &Repeat,
        answer: &'a Json,
        place: &Place<'_>,
        outer: &Kept<'_, '_>,
    ) -> Cow<'a, Json> {
        let Json::Array(elements) = answer else {
            return Cow::Borrowed(answer);
        };
        let most = usize::try_from(repeat.max).unwrap_or(usize::MAX);
        let walked = elements.iter().enumerate().map(|(index, element)| {
            if index < most {
                self.walk(&repeat.fields, element, &place.element(index), Some(outer))
            } else {
                Cow::Borrowed(element)
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

    fn check_schema(&mut self, stored: &Json) {
        let Some(validator) = &self.form.validator else {
            self.fault(&Place::default(), Problem::UnusableForm);
            return;
        };
        if validator.is_valid(stored) {
            return;
        }
        let walked = self.faults.len();
        for error in validator.iter_errors(stored) {
            // INVARIANT (required): the walk tells all that is required, under conditions or not.
            if matches!(error.kind(), ValidationErrorKind::Required { .. }) {
                continue;
            }
            let (place, problem) = self.schema_fault(&error);
            let here = place.rank();
            // What the walk has found in the same place says more.
            if !self.faults.iter().take(walked).any(|(rank, _)| *rank == here) {
                self.fault(&place, problem);
            }
        }
    }

    /// The place and the problem behind a fault against the schema.
    fn schema_fault(&self, error: &ValidationError<'_>) -> (Place<'f>, Problem) {
        let mut place = Place::default();
        let mut fields = Some(&self.form.fields);
        let mut deepest: Option<&Field> = None;
        for segment in error.instance_path().segments() {
            match segment {
                LocationSegment::Index(index) => place = place.element(index),
                LocationSegment::Property(name) => {
                    let found = fields.and_then(|fields| fields.position(&name).zip(Some(fields)));
                    let Some((position, field)) =
                        found.and_then(|(position, fields)| Some((position, fields.get(position)?)))
                    else {
                        break;
                    };
                    place = place.of(field, position);
                    deepest = Some(field);
                    fields = match &field.shape {
                        Shape::Repeat(repeat) => Some(&repeat.fields),
                        Shape::Single(_) => None,
                    };
                }
            }
        }
        let problem = match deepest {
            Some(field) if place.is_element() => Problem::from_schema(error.kind(), &Element(field)),
            Some(field) => Problem::from_schema(error.kind(), field),
            None => Problem::NotAnObject,
        };
        (place, problem)
    }

    fn fault(&mut self, place: &Place<'_>, problem: Problem) {
        self.faults.push((place.rank(), AnswerFault::new(place, problem)));
    }
}

/// One element of a field's answer.
struct Element<'a>(&'a Field);

impl Expectation for Element<'_> {
    fn expected(&self) -> Phrase {
        match self.0.shape {
            Shape::Repeat(_) => {
                Phrase::new("un groupe de réponses est attendu", "a group of answers is expected")
            }
            Shape::Single(_) => {
                Phrase::new("l'un des choix proposés est attendu", "one of the options is expected")
            }
        }
    }
}
