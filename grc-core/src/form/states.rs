//! What a page shows of each field, for the answers given so far.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::answers::FormFacts;
use super::checker::Checker;
use super::choices::Offered;
use super::field::{Field, Shape};
use super::fields::Fields;
use super::place::Place;
use super::types::{Extremes, is_public};
use crate::definition::{Language, Reader};
use crate::expr::{Expression, Root};

/// Most options that the state of a field lists. Longer lists are searched as someone types.
pub(super) const LISTED: usize = 100;

/// What a page shows of a field, for the answers given so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldState {
    /// JSON Pointer of its answer; a title or a note has one too, by its id.
    pub path: String,
    /// Whether it is shown.
    pub visible: bool,
    /// Whether an answer is required, when it is shown.
    pub required: bool,
    /// Whether the value proposed or computed is the only one.
    pub readonly: bool,
    /// The value computed, or the one proposed while there is no answer, in its stored form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Json>,
    /// The least answer, in its stored form, if there is one that may be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Json>,
    /// The greatest answer, in its stored form, if there is one that may be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Json>,
    /// The options offered with the answers so far, in order, for a choice that is shown; absent when there are more than 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub options: Option<Vec<OfferedOption>>,
    /// Whether more than 100 options are offered: they are searched, with the operation `options`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub search: bool,
}

/// An option, as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OfferedOption {
    /// What is answered.
    pub value: String,
    /// What is shown.
    pub label: String,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// States in the making.
pub(super) struct States {
    list: Vec<FieldState>,
    language: Language,
}

impl Checker<'_> {
    pub(super) fn states(mut self, given: &Map<String, Json>, language: Language) -> Vec<FieldState> {
        self.states = Some(States { list: Vec::new(), language });
        self.walk(&self.form.fields, given, &Place::Whole, None);
        self.states.map(|states| states.list).unwrap_or_default()
    }

    /// Notes what to show of a field.
    pub(super) fn show(
        &mut self,
        field: &Field,
        answer: Option<&Json>,
        visible: bool,
        facts: &FormFacts<'_>,
        place: &Place<'_>,
    ) {
        let Some(States { language, .. }) = self.states else { return };
        let holds = |condition: &Option<Expression>| {
            condition.as_ref().is_some_and(|condition| condition.holds(facts).unwrap_or(false))
        };
        let required = field.required || holds(&field.required_if);
        let (readonly, value) = match &field.shape {
            Shape::Computed(computation) => {
                let value = computation.value(facts).ok().filter(|value| !value.is_null());
                (true, value.and_then(|value| self.sound(computation.result.as_ref(), &value, facts)))
            }
            _ => {
                let readonly = holds(&field.readonly_if);
                let is_proposed = readonly || answer.is_none();
                (readonly, if is_proposed { self.proposal(field, facts) } else { None })
            }
        };
        let Extremes { min, max } = match &field.shape {
            Shape::Single(single) if visible => {
                single.extremes(facts, &|root, member| self.may_tell(root, member, facts))
            }
            _ => Extremes::default(),
        };
        let offered = field.offered().filter(|_| visible);
        let (options, search) = match offered.map(|offered| self.listed(offered, facts, language)) {
            Some(Some(options)) => (Some(options), false),
            Some(None) => (None, true),
            None => (None, false),
        };
        let path = place.path();
        let state = FieldState { path, visible, required, readonly, value, min, max, options, search };
        if let Some(states) = &mut self.states {
            states.list.push(state);
        }
    }

    /// Notes what to show inside a group without an answer: what is proposed for it, its questions propose.
    pub(super) fn show_inside(
        &mut self,
        fields: &Fields,
        proposed: Option<&Json>,
        facts: &FormFacts<'_>,
        place: &Place<'_>,
    ) {
        let nothing = Map::new();
        let proposed = proposed.and_then(Json::as_object).unwrap_or(&nothing);
        let first = self.states.as_ref().map_or(0, |states| states.list.len());
        self.walk(fields, proposed, place, Some(facts.answers));
        for state in self.states.iter_mut().flat_map(|states| states.list.iter_mut().skip(first)) {
            let name = state.path.rsplit('/').next().unwrap_or_default();
            if let (None, Some(value)) = (&state.value, proposed.get(name)) {
                state.value = Some(value.clone());
            }
        }
    }

    /// The options offered; None when there are too many to list.
    fn listed(
        &self,
        offered: &Offered,
        facts: &FormFacts<'_>,
        language: Language,
    ) -> Option<Vec<OfferedOption>> {
        let found = offered.search("", LISTED.saturating_add(1), facts, self.lists);
        let told = found.iter().map(|option| OfferedOption {
            value: option.value.clone(),
            label: option.label.get(language).to_owned(),
        });
        (found.len() <= LISTED).then(|| told.collect())
    }

    /// Whether the reader may be told what an expression reads: what is public, and their own answers.
    fn may_tell(&self, root: Root, member: Option<&str>, facts: &FormFacts<'_>) -> bool {
        let is_readable = |member: Option<&str>| match (root, facts.item) {
            (Root::Item, Some(item)) => item.is_readable(member, self.reader),
            (Root::Options, item) => item
                .into_iter()
                .chain([facts.answers])
                .any(|kept| member.is_some() && kept.is_readable(member, self.reader)),
            (root, _) => root == self.form.root && facts.answers.is_readable(member, self.reader),
        };
        self.reader == Reader::Agent || is_public(root) || is_readable(member)
    }
}
