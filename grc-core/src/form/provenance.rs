//! Where answers come from.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};

use super::Form;
use super::answers::{FormFacts, Kept};
use super::checker::Checker;
use super::field::{Field, Shape};
use super::fields::Fields;
use super::place::Place;
use super::proposal::Proposed;
use super::report::Mode;
use crate::definition::{GivenLists, Reader};
use crate::expr::{Environment, Root};
use crate::request::{Provenance, Source};

impl Form {
    /// The answers that are the values proposed, by path without its first `/` (`quotient`, `enfants/0/ecole`), and where
    /// these come from: from whom the host knows, or from the town. What the address of a page says is no better than what a
    /// person types.
    pub fn provenance(
        &self,
        answers: &Map<String, Json>,
        lists: &GivenLists,
        facts: &dyn Environment,
    ) -> Provenance {
        let mut found = Provenance::new();
        if !proposes(&self.fields) {
            return found;
        }
        let mut checker = Checker::new(self, facts, lists, Reader::Manager, Mode::Draft);
        let (kept, _) = Kept::new(&self.fields, answers);
        let facts = FormFacts { form: self, answers: &kept, item: None, lists, around: facts };
        gather(&mut checker, &self.fields, answers, &facts, &Place::Whole, &mut found);
        found
    }
}

/// Whether a value is computed and proposed for any of the fields.
fn proposes(fields: &Fields) -> bool {
    let computes = |field: &Field| matches!(field.proposed, Some(Proposed::Computed(_)));
    fields.as_slice().iter().any(|field| computes(field) || field.inner().is_some_and(proposes))
}

fn gather(
    checker: &mut Checker<'_>,
    fields: &Fields,
    answers: &Map<String, Json>,
    facts: &FormFacts<'_>,
    place: &Place<'_>,
    found: &mut Provenance,
) {
    for field in fields.asked() {
        let Some(answer) = answers.get(field.id()) else { continue };
        let place = Place::Field(place, field);
        if let Some(source) = checker.source_of(field, answer, facts) {
            found.insert(place.path().trim_start_matches('/').to_owned(), source);
            continue;
        }
        let mut inside = |fields: &Fields, answers: &Map<String, Json>, place: &Place<'_>| {
            let (item, _) = Kept::new(fields, answers);
            let facts = FormFacts { item: Some(&item), ..*facts };
            gather(checker, fields, answers, &facts, place, found);
        };
        match (&field.shape, answer) {
            (Shape::Group(fields), Json::Object(members)) => inside(fields, members, &place),
            (Shape::Repeat(repeat), Json::Array(elements)) => {
                for (index, element) in elements.iter().enumerate() {
                    if let Json::Object(members) = element {
                        inside(&repeat.fields, members, &Place::Element(&place, index));
                    }
                }
            }
            _ => {}
        }
    }
}

impl Checker<'_> {
    /// Where an answer comes from, when it is the value proposed and nobody typed it.
    fn source_of(&mut self, field: &Field, answer: &Json, facts: &FormFacts<'_>) -> Option<Source> {
        let Some(Proposed::Computed(expression)) = &field.proposed else { return None };
        let source = source(&expression.references().into_iter().map(|(root, _)| root).collect())?;
        let proposed = self.proposal(field, facts)?;
        (proposed == *answer).then_some(source)
    }
}

/// The least trusted of what a proposal reads; none when it reads what a person typed.
fn source(roots: &BTreeSet<Root>) -> Option<Source> {
    let reads = |root| roots.contains(&root);
    if reads(Root::Answers) || reads(Root::Item) || reads(Root::Options) || reads(Root::Query) {
        None
    } else if reads(Root::Prefill) {
        Some(Source::Host)
    } else if reads(Root::Applicant) {
        Some(Source::Applicant)
    } else {
        Some(Source::Town)
    }
}
