//! Where the requests of a scenario are.

use std::collections::BTreeMap;

use super::unknown;
use crate::definition::{Bilingual, Diagnostics, Name, Pointer};
use crate::expr::{Expression, Root, Scope, Type, publication};
use crate::facts::Town;
use crate::form::Form;

/// Compiles the places of each division. Unknown divisions are told, and left out.
pub(super) fn compile(
    sectors: &BTreeMap<Name, Vec<String>>,
    (form, everywhere): (&Form, &Scope),
    town: &Town,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Vec<(Name, Vec<Expression>)> {
    let scope = everywhere
        .clone()
        .with(Root::Answers, form.record().into())
        .with(Root::Options, form.option_record().clone().into());
    let mut compiled = Vec::new();
    for (division, places) in sectors {
        let at = at.key(division.as_str());
        if town.divisions.get(division.as_str()).is_none() {
            let known = town.divisions.names();
            unknown(("division", "division"), division.as_str(), known, &at, faults);
            continue;
        }
        let places = places.iter().enumerate().filter_map(|(index, source)| {
            let at = at.index(index);
            let place = publication::expression(source, &scope, None, &at, faults)?;
            let is_place =
                matches!(place.result_type(), Type::Text | Type::Null) || place.result_type().is_place();
            if !is_place {
                let message = Bilingual::new(
                    "il faut un lieu, une adresse ou le nom d'une rue",
                    "it takes a place, an address or the name of a street",
                );
                faults.fault(&at, "definition.not_a_place", message);
            }
            is_place.then_some(place)
        });
        compiled.push((division.clone(), places.collect()));
    }
    compiled
}
