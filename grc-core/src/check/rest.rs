//! What can still be said of a set of which some items cannot be read.
//!
//! An item without shape cannot be compiled, nor what refers to it; all the others can, and their faults are told with
//! those of shape.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::uses::Uses;
use crate::definition::{Catalogue, Diagnostic, Pointer};

/// Kinds of items that nothing but references ties to the rest.
const KINDS: [&str; 6] = ["procedures", "workflows", "blocks", "templates", "lists", "connectors"];

/// The items of a set that have their shape, with the place of each in the set.
pub(super) struct Rest {
    pub(super) catalogue: Catalogue,
    /// By kind, for each item left, its index in the set.
    places: BTreeMap<&'static str, Vec<usize>>,
}

impl Rest {
    /// What is left of a set once its items at `faulty` places are out, and the procedures that refer to one of
    /// them. None when what is at fault is not an item: everything may depend on it.
    pub(super) fn of<'a>(value: &Value, faulty: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut out: BTreeSet<(&str, usize)> = BTreeSet::new();
        for pointer in faulty {
            let mut parts = pointer.split('/').skip(1);
            let (kind, index) = (parts.next()?, parts.next()?.parse().ok()?);
            out.insert((KINDS.into_iter().find(|known| *known == kind)?, index));
        }
        let mut value = value.clone();
        let mut gone = Gone::default();
        let mut places = BTreeMap::new();
        for kind in KINDS {
            let Some(items) = value.get_mut(kind).and_then(Value::as_array_mut) else { continue };
            let mut kept = Vec::new();
            let mut index = 0..;
            items.retain(|item| {
                let Some(index) = index.next() else { return false };
                let stays = !out.contains(&(kind, index));
                match stays {
                    true => kept.push(index),
                    false => gone.add(kind, item),
                }
                stays
            });
            places.insert(kind, kept);
        }
        let mut catalogue: Catalogue = serde_json::from_value(value).ok()?;
        let all = std::mem::take(&mut catalogue.procedures);
        let indexes = places.remove("procedures").unwrap_or_default();
        let whole = all.into_iter().zip(indexes).filter(|(procedure, _)| {
            let mut uses = Uses::default();
            uses.add(procedure, &catalogue);
            !gone.has_one_of(&uses)
        });
        let (procedures, indexes) = whole.collect::<Vec<_>>().into_iter().unzip();
        catalogue.procedures = procedures;
        places.insert("procedures", indexes);
        Some(Self { catalogue, places })
    }

    /// Diagnostics of the items left, each at its place in the set. What is unused, or not there, may be so because of
    /// what was left out: it is not told.
    pub(super) fn in_the_set(&self, diagnostics: Vec<Diagnostic>) -> impl Iterator<Item = Diagnostic> {
        diagnostics
            .into_iter()
            .filter(|one| !matches!(one.code, "definition.unused" | "definition.duplicate_id"))
            .filter_map(|one| Some(Diagnostic { pointer: self.place(&one.pointer)?, ..one }))
    }

    fn place(&self, pointer: &str) -> Option<String> {
        let mut parts = pointer.splitn(4, '/').skip(1);
        let kind = parts.next().unwrap_or_default();
        let Some(indexes) = self.places.get(kind) else { return Some(pointer.to_owned()) };
        let index: usize = parts.next()?.parse().ok()?;
        let at = Pointer::root().key(kind).index(*indexes.get(index)?);
        Some(parts.next().map_or_else(|| at.to_string(), |rest| format!("{at}/{rest}")))
    }
}

/// Ids of the items left out.
#[derive(Default)]
struct Gone(BTreeSet<(&'static str, String)>);

impl Gone {
    fn add(&mut self, kind: &'static str, item: &Value) {
        let id = item.get("id").and_then(Value::as_str).unwrap_or_default();
        self.0.insert((kind, id.to_owned()));
    }

    /// Whether one of the items used is among those left out. One that has no id may be any.
    fn has_one_of(&self, uses: &Uses) -> bool {
        // Any condition may name a division of the town: one at fault is not left out.
        let Uses { workflows, blocks, templates, lists, connectors, divisions: _ } = uses;
        let used = [
            ("workflows", workflows),
            ("blocks", blocks),
            ("templates", templates),
            ("lists", lists),
            ("connectors", connectors),
        ];
        used.into_iter().any(|(kind, ids)| {
            let of_kind = self.0.iter().filter(|(gone, _)| *gone == kind);
            of_kind.into_iter().any(|(_, id)| ids.contains(id) || (id.is_empty() && !ids.is_empty()))
        })
    }
}
