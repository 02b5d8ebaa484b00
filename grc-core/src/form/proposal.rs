//! The value that a field proposes, and what may not be asked.

use serde_json::Value as Json;

use super::answers::{FormFacts, is_blank};
use super::checker::Checker;
use super::context::FieldContext;
use super::field::{Field, Shape};
use super::place::Place;
use super::problem::Problem;
use super::report::Mode;
use super::types::{self, Breaches, FieldType};
use crate::definition::{self, Bilingual, FieldKind};
use crate::expr::{Environment, Expression, Root, Value};

/// A value proposed.
#[derive(Debug)]
pub(super) enum Proposed {
    /// In its stored form.
    Written(Json),
    Computed(Expression),
}

/// The value proposed: an expression, or an answer in its stored form that the field accepts, as far as can be told
/// without other answers.
pub(super) fn proposed(
    definition: &definition::Field,
    single: Option<&dyn FieldType>,
    context: &mut FieldContext<'_, '_>,
) -> Option<Proposed> {
    let default = definition.default.as_ref()?;
    if matches!(definition.kind, FieldKind::Consent(_)) {
        let message = Bilingual::new(
            "une case cochée d'avance n'est pas un consentement : un champ `consent` n'a pas de `default`",
            "a box ticked in advance is no consent: a `consent` field has no `default`",
        );
        context.fault("default", "definition.consent_by_default", message);
        return None;
    }
    if let Some(source) = default.as_str().and_then(|text| text.strip_prefix('=')) {
        let expected = types::value_type(&definition.kind);
        return context.computed("default", source, &expected).map(Proposed::Computed);
    }
    let is_stored_form = |single: &dyn FieldType| {
        let mut breaches = Breaches::default();
        *single.check(default, &NoFacts, &mut breaches) == *default && breaches.is_empty()
    };
    if !single.is_some_and(is_stored_form) {
        let message = Bilingual::new(
            "la valeur proposée n'est pas une réponse valable, sous la forme où elle est conservée",
            "the default is not a valid answer in its stored form",
        );
        context.fault("default", "definition.invalid_default", message);
    }
    Some(Proposed::Written(default.clone()))
}

/// What is computed or only shown is not asked: nothing of it is required nor proposed.
pub(super) fn refuse_answer_keys(definition: &definition::Field, context: &mut FieldContext<'_, '_>) {
    let given = [
        ("required", definition.required),
        ("required_if", definition.required_if.is_some()),
        ("default", definition.default.is_some()),
        ("readonly_if", definition.readonly_if.is_some()),
    ];
    for (key, _) in given.into_iter().filter(|(_, given)| *given) {
        let message = Bilingual::new(
            format!("un champ de ce type n'attend pas de réponse : `{key}` n'a pas de sens"),
            format!("a field of this type awaits no answer: `{key}` makes no sense"),
        );
        context.fault(key, "definition.not_asked", message);
    }
}

/// What an administration holds already cannot be a document that the applicant must bring, unless it is said why
/// (code des relations entre le public et l'administration, L114-8).
pub(super) fn check_once_only(definition: &definition::Field, context: &mut FieldContext<'_, '_>) {
    let Some(held) = &definition.available_from_administration else { return };
    let is_asked = definition.required || definition.required_if.is_some();
    if matches!(definition.kind, FieldKind::File(_)) && is_asked && held.asked_because.is_none() {
        let message = Bilingual::new(
            "une administration détient déjà cette pièce : elle ne peut être exigée (CRPA, art. L114-8), sauf à dire \
             pourquoi dans `asked_because`",
            "an administration already holds this document: it cannot be required (CRPA, L114-8) unless \
             `asked_because` says why",
        );
        context.fault("available_from_administration", "definition.once_only", message);
    }
}

impl Checker<'_> {
    /// The only answer of a field that cannot be changed: the value proposed, if it is one that the field accepts.
    pub(super) fn proposed(
        &mut self,
        field: &Field,
        answer: Option<&Json>,
        facts: &FormFacts<'_>,
        place: &Place<'_>,
    ) -> Option<Json> {
        let proposed = self.proposal(field, facts);
        let given = answer.map(|answer| self.accepted(field, answer, facts));
        if given.is_some_and(|given| given != proposed) {
            self.fault(place, Problem::ReadOnly);
        }
        proposed
    }

    /// The value that a field proposes, if it is one that the field accepts.
    pub(super) fn proposal(&mut self, field: &Field, facts: &FormFacts<'_>) -> Option<Json> {
        match field.proposed.as_ref()? {
            Proposed::Written(value) => Some(value.clone()),
            Proposed::Computed(expression) => {
                let value = expression.evaluate(facts).ok()?.to_json();
                self.accepted(field, &value, facts)
            }
        }
    }

    /// The stored form of a value with which nothing is wrong; what is made of several answers may lack some of them:
    /// who proposes knows what they know.
    pub(super) fn accepted(&mut self, field: &Field, value: &Json, facts: &FormFacts<'_>) -> Option<Json> {
        match &field.shape {
            Shape::Single(single) => self.sound(single.as_ref(), value, facts),
            Shape::Group(_) | Shape::Repeat(_) if !is_blank(value) => {
                let told = (self.faults.len(), self.dropped.len(), self.unknown);
                let (mode, states) = (self.mode, self.states.take());
                self.mode = Mode::Draft;
                let stored = self.answer(field, value, facts, &Place::Whole).into_owned();
                let is_sound = self.faults.len() == told.0;
                self.faults.truncate(told.0);
                self.dropped.truncate(told.1);
                (self.unknown, self.mode, self.states) = (told.2, mode, states);
                is_sound.then_some(stored)
            }
            _ => None,
        }
    }
}

/// Nothing is known at publication.
struct NoFacts;

impl Environment for NoFacts {
    fn lookup(&self, _root: Root, _member: Option<&str>) -> Value {
        Value::Null
    }

    fn zone(&self) -> chrono_tz::Tz {
        chrono_tz::UTC
    }
}
