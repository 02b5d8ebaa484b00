//! The other people of requests, compiled.

use std::collections::BTreeSet;

use super::{unknown, values};
use crate::definition::{Bilingual, Diagnostics, Name, PartyDefinition, Pointer};
use crate::expr::Scope;
use crate::workflow::process::PartyModel;

/// What stands before the role of another person.
pub(super) const PARTY: &str = "party:";

/// The role of that name among those of the scenario.
pub(super) fn named(
    role: &str,
    parties: &[PartyDefinition],
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<Name> {
    let roles = || parties.iter().map(|party| &party.role);
    let found = roles().find(|known| known.as_str() == role).cloned();
    if found.is_none() {
        unknown(("autre personne", "other person"), role, roles().map(Name::as_str), at, faults);
    }
    found
}

pub(super) fn compile(
    definitions: &[PartyDefinition],
    scope: &Scope,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Vec<PartyModel> {
    let mut known = BTreeSet::new();
    let compiled = definitions.iter().enumerate().filter_map(|(index, party)| {
        let at = at.index(index);
        if !known.insert(&party.role) {
            let message = Bilingual::new(
                format!("le rôle `{}` est déjà pris", party.role),
                format!("the role `{}` is already taken", party.role),
            );
            faults.fault(&at.key("role"), "definition.duplicate_id", message);
        }
        let name = values::text(&party.name, scope, &at.key("name"), faults);
        let email = party.email.as_ref().map(|text| values::text(text, scope, &at.key("email"), faults));
        let address =
            party.address.as_ref().map(|text| values::text(text, scope, &at.key("address"), faults));
        Some(PartyModel {
            role: party.role.clone(),
            label: party.label.clone(),
            name: name?,
            email: email.flatten(),
            address: address.flatten(),
        })
    });
    compiled.collect()
}
