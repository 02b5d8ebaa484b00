//! Where answers come from.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};

use super::Form;
use super::checker::Checker;
use super::field::Shape;
use super::proposal::Proposed;
use super::report::Mode;
use crate::definition::{GivenLists, Reader};
use crate::expr::{Environment, Root};
use crate::request::{Provenance, Source};

impl Form {
    /// The answers that are the values proposed, and where these come from: from whom the host knows, or from the
    /// town. What the address of a page says is no better than what a person types.
    pub fn provenance(
        &self,
        answers: &Map<String, Json>,
        lists: &GivenLists,
        facts: &dyn Environment,
    ) -> Provenance {
        let mut checker = Checker::new(self, facts, lists, Reader::Manager, Mode::Draft);
        let proposals = self.fields().iter().filter_map(|field| {
            let (Some(Proposed::Computed(expression)), Shape::Single(single)) =
                (&field.proposed, &field.shape)
            else {
                return None;
            };
            let source = source(&expression.references().into_iter().map(|(root, _)| root).collect())?;
            let answer = answers.get(field.id())?;
            let proposed = expression.evaluate(facts).ok()?.to_json();
            let is_proposed =
                checker.sound(single.as_ref(), &proposed, facts).is_some_and(|sound| sound == *answer);
            is_proposed.then(|| (field.id().to_owned(), source))
        });
        proposals.collect()
    }
}

/// The least trusted of what a proposal reads; none when it reads what a person typed.
fn source(roots: &BTreeSet<Root>) -> Option<Source> {
    let reads = |root| roots.contains(&root);
    if reads(Root::Answers) || reads(Root::Options) || reads(Root::Query) {
        None
    } else if reads(Root::Prefill) {
        Some(Source::Host)
    } else if reads(Root::Applicant) {
        Some(Source::Applicant)
    } else {
        Some(Source::Town)
    }
}
