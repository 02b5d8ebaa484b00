//! Requests that circuits create: a sealed procedure stands alone, so that what it creates of another is looked at when
//! a whole set is checked, beside what is published already.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::CompiledProcedure;
use crate::definition::{Bilingual, Diagnostics, Id, Language, did_you_mean};
use crate::expr::{Type, Value};
use crate::workflow::Process;
use crate::workflow::process::{Action, CreationAnswer, CreationModel};

/// What a set of definitions may refer to: itself, and what is published already.
struct Known<'a> {
    set: &'a [CompiledProcedure],
    published: &'a [Arc<CompiledProcedure>],
}

impl<'a> Known<'a> {
    fn all(&self) -> impl Iterator<Item = &'a CompiledProcedure> + use<'a> {
        self.set.iter().chain(self.published.iter().map(AsRef::as_ref))
    }

    /// A procedure of the set, or else as it is published.
    fn procedure(&self, id: &Id) -> Option<&'a CompiledProcedure> {
        self.all().find(|one| one.definition.id == *id)
    }
}

/// Adds what is wrong with the requests that the procedures of a set create.
pub(super) fn check_created(
    set: &[CompiledProcedure],
    published: &[Arc<CompiledProcedure>],
    faults: &mut Diagnostics,
) {
    let known = Known { set, published };
    for process in set.iter().flat_map(|procedure| procedure.processes.values()) {
        for model in creations(process.actions()) {
            if let Some(target) = target(model, &known, faults) {
                check_answers(model, target, faults);
            }
        }
        check_loop(process, &known, faults);
    }
}

fn creations<'a>(actions: impl Iterator<Item = &'a Action>) -> impl Iterator<Item = &'a CreationModel> {
    actions.filter_map(|action| match action {
        Action::CreateRequest(model) => Some(model),
        _ => None,
    })
}

/// The process of the requests that are created.
fn target<'a>(model: &CreationModel, known: &Known<'a>, faults: &mut Diagnostics) -> Option<&'a Process> {
    let Some(procedure) = known.procedure(&model.procedure) else {
        let ids = known.all().map(|one| one.definition.id.as_str());
        let meant = did_you_mean(model.procedure.as_str(), ids);
        let message = Bilingual::new(
            format!(
                "démarche inconnue, ici et parmi celles publiées : `{}`{}",
                model.procedure, meant.french
            ),
            format!(
                "unknown procedure, here and among those published: `{}`{}",
                model.procedure, meant.english
            ),
        );
        faults.fault(&model.at.key("procedure"), "definition.unknown_reference", message);
        return None;
    };
    if let Some(process) = procedure.processes.get(&model.scenario) {
        return Some(process);
    }
    let at = model.at.key("scenario");
    let scenarios = &procedure.definition.scenarios;
    if scenarios.iter().any(|scenario| scenario.id == model.scenario) {
        // One of the set that does not compile has its own faults.
        let message = Bilingual::new(
            "ce scénario ne prend pas de demande : il informe ou redirige",
            "this scenario takes no request: it informs or redirects",
        );
        faults.fault(&at, "definition.scenario_without_request", message);
    } else {
        let meant = did_you_mean(model.scenario.as_str(), scenarios.iter().map(|one| one.id.as_str()));
        let message = Bilingual::new(
            format!("scénario inconnu de `{}` : `{}`{}", model.procedure, model.scenario, meant.french),
            format!("unknown scenario of `{}`: `{}`{}", model.procedure, model.scenario, meant.english),
        );
        faults.fault(&at, "definition.unknown_reference", message);
    }
    None
}

fn check_answers(model: &CreationModel, target: &Process, faults: &mut Diagnostics) {
    let record = target.form.record();
    for (name, answer) in &model.answers {
        let at = model.at.key("answers").key(name.as_str());
        let Some(expected) = record.get(name.as_str()) else {
            let meant = did_you_mean(name.as_str(), record.iter().map(|(name, _)| name));
            let message = Bilingual::new(
                format!("question inconnue de `{}` : `{name}`{}", model.procedure, meant.french),
                format!("unknown question of `{}`: `{name}`{}", model.procedure, meant.english),
            );
            faults.fault(&at, "definition.unknown_reference", message);
            continue;
        };
        let fits = match answer {
            CreationAnswer::Fixed(json) => Value::from_json(json, expected).is_some(),
            CreationAnswer::Computed(expression) => fits(expected, expression.result_type()),
        };
        if !fits {
            let message = Bilingual::new(
                format!("{} est attendu(e)", expected.describe(Language::French)),
                format!("{} is expected", expected.describe(Language::English)),
            );
            faults.fault(&at, "definition.wrong_type", message);
        }
    }
    warn_of_missing(model, target, faults);
}

/// Whether values of one type may answer a question of another. What groups hold is left to the form that reads them:
/// not all of it need be answered.
fn fits(expected: &Type, given: &Type) -> bool {
    match (expected, given) {
        (Type::Object(_), Type::Object(_)) => true,
        (Type::List(expected), Type::List(given)) => fits(expected, given),
        _ => expected.accepts(given),
    }
}

/// What is asked whatever the other answers, and has none: each creation would be refused.
fn warn_of_missing(model: &CreationModel, target: &Process, faults: &mut Diagnostics) {
    let required = target.form.schema().get("required").and_then(serde_json::Value::as_array);
    let required = required.into_iter().flatten().filter_map(serde_json::Value::as_str);
    let missing: Vec<_> = required
        .filter(|name| !model.answers.iter().any(|(answered, _)| answered.as_str() == *name))
        .map(|name| format!("`{name}`"))
        .collect();
    if !missing.is_empty() {
        let missing = missing.join(", ");
        let message = Bilingual::new(
            format!("questions obligatoires sans réponse : {missing}"),
            format!("required questions without an answer: {missing}"),
        );
        faults.warning(&model.at.key("answers"), "definition.missing_answer", message);
    }
}

/// A request that, just filed, creates one that does the same, and so on, whatever is answered.
fn check_loop(process: &Process, known: &Known<'_>, faults: &mut Diagnostics) {
    let mut to_visit: Vec<&Process> = vec![process];
    let mut visited = BTreeSet::new();
    while let Some(next) = to_visit.pop() {
        for model in certain_creations(next) {
            let created = known.procedure(&model.procedure);
            let Some(created) = created.and_then(|one| one.processes.get(&model.scenario)) else { continue };
            if (&created.procedure.id, &created.scenario) == (&process.procedure.id, &process.scenario) {
                let first = certain_creations(process).first().map_or(&process.circuit_at, |model| &model.at);
                let message = Bilingual::new(
                    "toute demande en crée une autre du même scénario, sans fin : ajoutez une condition `when`",
                    "each request creates another of the same scenario, without end: add a condition `when`",
                );
                faults.fault(first, "definition.creation_loop", message);
                return;
            }
            if visited.insert((created.procedure.id.clone(), created.scenario.clone())) {
                to_visit.push(created);
            }
        }
    }
}

/// What every request creates on entering its first status.
fn certain_creations(process: &Process) -> Vec<&CreationModel> {
    let first = process.status(&process.initial);
    let actions = first.into_iter().flat_map(|status| &status.on_enter);
    creations(actions).filter(|model| model.when.is_none() && model.for_each.is_none()).collect()
}
