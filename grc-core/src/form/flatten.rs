//! From sections, fields and shared blocks to one list of fields, each with the place where it is defined.

use std::collections::BTreeSet;

use super::compiler::Surroundings;
use super::field::Section;
use crate::definition::{self, Bilingual, BlockUse, Diagnostics, FormItem, Pointer, did_you_mean};

/// A field's definition and where it stands.
pub(super) struct Placed<'a> {
    pub(super) field: &'a definition::Field,
    /// Where it is defined: in the form, or in its block.
    pub(super) at: Pointer,
    /// Where it enters the form: the same, or the use of the block.
    pub(super) used_at: Pointer,
    /// Which section holds it.
    pub(super) section: Option<usize>,
}

/// The fields of a list, in order.
pub(super) fn fields<'a>(definitions: &'a [definition::Field], at: &Pointer) -> Vec<Placed<'a>> {
    let placed =
        |(index, field)| Placed { field, at: at.index(index), used_at: at.index(index), section: None };
    definitions.iter().enumerate().map(placed).collect()
}

/// The sections and the fields of a form, in order.
pub(super) fn form<'a>(
    definition: &'a definition::Form,
    surroundings: &Surroundings<'a>,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> (Vec<Section>, Vec<Placed<'a>>) {
    match (definition.sections.is_empty(), definition.fields.is_empty()) {
        (false, false) => faults.fault(
            at,
            "definition.sections_and_fields",
            Bilingual::new(
                "un formulaire a des `sections` ou des `fields`, pas les deux",
                "a form has `sections` or `fields`, not both",
            ),
        ),
        (true, true) => faults.fault(
            at,
            "definition.no_field",
            Bilingual::new("un formulaire a au moins un champ", "a form has at least one field"),
        ),
        _ => {}
    }
    let mut placed = Vec::new();
    let mut sections = Vec::new();
    let mut ids = BTreeSet::new();
    for (index, section) in definition.sections.iter().enumerate() {
        let at = at.key("sections").index(index);
        if !ids.insert(section.id.as_str()) {
            faults.fault(
                &at.key("id"),
                "definition.duplicate_section",
                Bilingual::new(
                    format!("deux sections ont l'identifiant `{}`", section.id),
                    format!("two sections have the id `{}`", section.id),
                ),
            );
        }
        let first = placed.len();
        items(&section.fields, surroundings, &at.key("fields"), faults, &mut placed);
        for placed in placed.iter_mut().skip(first) {
            placed.section = Some(index);
        }
        let title = section.title.clone();
        sections.push(Section { id: section.id.to_string(), title, fields: first..placed.len() });
    }
    items(&definition.fields, surroundings, &at.key("fields"), faults, &mut placed);
    (sections, placed)
}

fn items<'a>(
    items: &'a [FormItem],
    surroundings: &Surroundings<'a>,
    at: &Pointer,
    faults: &mut Diagnostics,
    placed: &mut Vec<Placed<'a>>,
) {
    for (index, item) in items.iter().enumerate() {
        let used_at = at.index(index);
        match item {
            FormItem::Field(field) => {
                placed.push(Placed { field, at: used_at.clone(), used_at, section: None });
            }
            FormItem::Block(block) => placed.extend(block_fields(block, surroundings, used_at, faults)),
        }
    }
}

fn block_fields<'a>(
    block: &BlockUse,
    surroundings: &Surroundings<'a>,
    used_at: Pointer,
    faults: &mut Diagnostics,
) -> Vec<Placed<'a>> {
    let wanted = block.block.id();
    let found = surroundings.blocks.iter().enumerate().find(|(_, known)| known.id.as_str() == wanted);
    let Some((index, known)) = found else {
        let hint = did_you_mean(wanted, surroundings.blocks.iter().map(|known| known.id.as_str()));
        faults.fault(
            &used_at.key("use"),
            "definition.unknown_block",
            Bilingual::new(
                format!("le bloc `{wanted}` n'existe pas{}", hint.french),
                format!("there is no block `{wanted}`{}", hint.english),
            ),
        );
        return Vec::new();
    };
    let at = Pointer::root().key("blocks").index(index).key("fields");
    let place =
        |(index, field)| Placed { field, at: at.index(index), used_at: used_at.clone(), section: None };
    known.fields.iter().enumerate().map(place).collect()
}
