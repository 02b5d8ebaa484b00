//! What a scenario claims, compiled; and what it makes of one request.

use crate::definition::{Bilingual, ConflictRule, Outcome, State};
use crate::error::{Error, Result};
use crate::expr::{Environment, Expression, Root, Value};
use crate::facts::{Facts, Town};
use crate::form::{AnswerFault, Form, Report};
use crate::request::{Claim, Instant, Period, Request};
use crate::workflow::course::evaluation_failed;
use crate::workflow::process::{ComputedText, ComputedValue, Process};

/// Something that each request claims.
#[derive(Debug)]
pub struct ClaimModel {
    /// What is taken.
    pub key: ComputedText,
    /// When it begins: a date or an instant.
    pub from: Option<ComputedValue>,
    /// When it ends.
    pub to: Option<ComputedValue>,
    /// How many there are; 1, if it is absent or null.
    pub capacity: Option<ComputedValue>,
    /// How many are taken, likewise.
    pub quantity: Option<ComputedValue>,
    /// Condition without which nothing is claimed.
    pub when: Option<Expression>,
    /// What happens when too few are left.
    pub on_conflict: ConflictRule,
    /// What is told then.
    pub message: Bilingual,
}

/// A claim that a request should have, and how many there are of it.
#[derive(Clone, Debug)]
pub(in crate::workflow) struct Wanted<'a> {
    pub(super) model: &'a ClaimModel,
    pub(super) claim: Claim,
    pub(super) capacity: u64,
}

impl Wanted<'_> {
    /// Whether both are one claim of the scenario, and take the same.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        std::ptr::eq(self.model, other.model) && self.claim.is_same(&other.claim)
    }
}

impl ClaimModel {
    /// The claim that the model makes of what is known, if it makes one.
    fn wanted(&self, facts: &Facts<'_>, form: &Form) -> Result<Option<Wanted<'_>>> {
        if let Some(when) = &self.when
            && !when.holds(facts).map_err(|error| evaluation_failed(&error))?
        {
            return Ok(None);
        }
        let Some(key) = self.key(facts)? else { return Ok(None) };
        let period = match &self.from {
            None => None,
            Some(from) => match beginning(&from.value(facts)?, facts.town) {
                None => return Ok(None),
                Some(from) => Some(self.period(from, facts, form)?),
            },
        };
        let quantity = u32::try_from(amount(self.quantity.as_ref(), facts)?).unwrap_or(u32::MAX);
        let claim = Claim { conflict: false, key, period, quantity };
        let capacity = self.capacity(facts)?;
        Ok((quantity > 0).then_some(Wanted { model: self, claim, capacity }))
    }

    /// What is taken; `None` when the expression gives nothing.
    pub(super) fn key(&self, facts: &dyn Environment) -> Result<Option<String>> {
        let key = self.key.text(facts)?;
        Ok(key.filter(|key| !key.trim().is_empty()))
    }

    /// How many there are.
    pub(super) fn capacity(&self, facts: &dyn Environment) -> Result<u64> {
        amount(self.capacity.as_ref(), facts)
    }

    fn period(&self, from: Instant, facts: &Facts<'_>, form: &Form) -> Result<Period> {
        let town = facts.town;
        let to = match &self.to {
            Some(to) => end(&to.value(facts)?, town),
            None => None,
        };
        let period = match to {
            Some(to) => Period { from, to },
            None => {
                let day = town.day(from);
                Period { from: town.start_of(day), to: town.end_of(day) }
            }
        };
        if period.is_empty() {
            let field = [&self.to, &self.from].into_iter().flatten().find_map(only_field);
            let fault = AnswerFault::ends_too_early(form, field.as_deref());
            return Err(Report::of_faults(vec![fault]).into_error());
        }
        Ok(period)
    }

    /// The field from which the claim comes, when it is one: when, or else what.
    pub(super) fn field(&self) -> Option<String> {
        self.from.as_ref().and_then(only_field).or_else(|| self.key_field())
    }

    /// The only field that tells what is taken.
    pub fn key_field(&self) -> Option<String> {
        match &self.key {
            ComputedText::Computed(key) => only_answer(key),
            ComputedText::Fixed(_) => None,
        }
    }
}

impl Process {
    /// What a request should have as it stands: nothing once it is rejected, cancelled, refused or withdrawn.
    pub(in crate::workflow) fn wanted<'a>(
        &'a self,
        request: &Request,
        facts: &Facts<'_>,
    ) -> Result<Vec<Wanted<'a>>> {
        if gives_back(request) {
            return Ok(Vec::new());
        }
        let mut wanted = Vec::new();
        for model in &self.claims {
            wanted.extend(model.wanted(facts, &self.form)?);
        }
        if request.trial {
            // Who tries a procedure takes nothing of what is real.
            wanted.iter_mut().for_each(|one| one.claim.key.insert_str(0, "ESSAI "));
        }
        Ok(wanted)
    }
}

fn gives_back(request: &Request) -> bool {
    matches!(request.state, State::Rejected | State::Cancelled)
        || matches!(request.outcome, Some(Outcome::Refused | Outcome::Withdrawn))
}

fn beginning(value: &Value, town: &Town) -> Option<Instant> {
    match value {
        Value::Date(day) => Some(town.start_of(*day)),
        Value::DateTime(instant) => Some(Instant::from(*instant)),
        _ => None,
    }
}

fn end(value: &Value, town: &Town) -> Option<Instant> {
    match value {
        Value::Date(day) => Some(town.end_of(*day)),
        Value::DateTime(instant) => Some(Instant::from(*instant)),
        _ => None,
    }
}

/// A number of things: 1 when nothing is said, none below 0.
fn amount(value: Option<&ComputedValue>, facts: &dyn Environment) -> Result<u64> {
    match value.map(|value| value.value(facts)).transpose()? {
        None | Some(Value::Null) => Ok(1),
        Some(Value::Integer(number)) => Ok(u64::try_from(number).unwrap_or_default()),
        Some(_) => Err(Error::internal("an amount is not a whole number")),
    }
}

fn only_field(value: &ComputedValue) -> Option<String> {
    match value {
        ComputedValue::Computed(expression) => only_answer(expression),
        ComputedValue::Fixed(_) => None,
    }
}

/// The only answer that an expression reads; `None` if it reads several, or none.
fn only_answer(expression: &Expression) -> Option<String> {
    let references = expression.references();
    let mut answers = references.into_iter().filter(|(root, _)| *root == Root::Answers);
    match (answers.next(), answers.next()) {
        (Some((_, field)), None) => field,
        _ => None,
    }
}
