//! The form of a transition, while someone fills it in.

use super::view::offer_view;
use super::{Engine, OfferView, OptionView};
use crate::definition::{GivenLists, Language};
use crate::error::{Error, Result};
use crate::facts::Facts;
use crate::form::{Form, Mode, Report, Typing};
use crate::request::{Actor, RequestId, Values};
use crate::store::{Reading, RequestKey, read};
use crate::workflow::{Access, Files, Giver, access, check_files, not_offered};

/// A transition on offer, for the answers given so far to its form.
#[derive(Clone, Debug, PartialEq)]
pub struct OfferCheck {
    /// The transition, with what to show of each field for these answers.
    pub offer: OfferView,
    /// What is wrong with these answers.
    pub report: Report,
}

/// Who fills in the form of which transition.
struct Filling<'a> {
    form: &'a Form,
    facts: Facts<'a>,
    reader: crate::definition::Reader,
    giver: Giver<'a>,
    offer: OfferView,
}

impl Engine {
    /// Checks what is answered to the form of a transition without performing it; unless `draft`, as when it is performed.
    ///
    /// # Errors
    /// `not_found`; `transition_not_offered` when the actor may not perform it now.
    pub fn check_offer(
        &self,
        actor: &Actor,
        (request, transition): (RequestId, &str),
        values: &Values,
        draft: bool,
        language: Language,
    ) -> Result<OfferCheck> {
        let mode = if draft { Mode::Draft } else { Mode::Complete };
        read(self.store(), |store| {
            self.filling(store, actor, (request, transition), language, |filling| {
                let Filling { form, facts, reader, giver, offer } = filling;
                let mut report = form.check(values, &facts, reader, mode);
                let find = |id| store.file(id);
                let files = Files { find: &find, most_bytes: self.host().most_request_bytes };
                let check = check_files(form, &report.answers, &giver, &files)?;
                form.insert_in_order(&mut report.faults, check.faults);
                let fields = form.states(values, &GivenLists::new(), &facts, reader, language);
                Ok(OfferCheck { offer: OfferView { fields, ..offer }, report })
            })
        })
    }

    /// The options of a choice of the form of a transition that what is typed may mean, as [`Engine::options`] gives those
    /// of the form of a scenario.
    ///
    /// # Errors
    /// `not_found` for the request, or a field that is not a choice; `transition_not_offered` when the actor may not
    /// perform it now.
    pub fn offer_options(
        &self,
        actor: &Actor,
        (request, transition): (RequestId, &str),
        values: &Values,
        typing: Typing<'_>,
        language: Language,
    ) -> Result<Vec<OptionView>> {
        read(self.store(), |store| {
            self.filling(store, actor, (request, transition), language, |filling| {
                let Filling { form, facts, reader, .. } = filling;
                let found = form.suggest(typing, values, &GivenLists::new(), &facts, reader);
                let found = found.ok_or_else(|| Error::not_found("champ à choix", "choice").at("/field"))?;
                Ok(found.into_iter().map(|suggestion| OptionView::told(suggestion, language)).collect())
            })
        })
    }

    fn filling<T>(
        &self,
        store: &dyn Reading,
        actor: &Actor,
        (id, transition): (RequestId, &str),
        language: Language,
        make: impl FnOnce(Filling<'_>) -> Result<T>,
    ) -> Result<T> {
        let now = self.now();
        let agent = self.acting_agent(store, actor)?;
        let unknown = || Error::not_found("demande", "request");
        let request = store.request(&RequestKey::Id(id))?.ok_or_else(unknown)?;
        let access = access(&request, actor, agent.as_ref());
        if access == Access::None {
            return Err(unknown());
        }
        let reader = access.performer().ok_or_else(unknown)?;
        let process = self.process_of(store, &request)?;
        let offered = process.offered(&request, actor, agent.as_ref(), now);
        let offered = offered.iter().find(|offered| offered.transition.id.as_str() == transition);
        let offered = offered.ok_or_else(|| not_offered(&crate::definition::Name(transition.to_owned())))?;
        let facts = process.facts(&request, now);
        let offer = offer_view(offered, (&request, &process.form), &facts, language, reader);
        let giver = Giver { actor, agent: agent.as_ref(), now, request: Some((&process, &request)) };
        make(Filling { form: &offered.transition.form, facts, reader, giver, offer })
    }
}
