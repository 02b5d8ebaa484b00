//! What another person of a request confirms, with the code that they were written: they have no account, and learn
//! nothing of the request but what is asked of them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::act::require_revision;
use super::host::typed_tracking_code;
use super::idempotency::once;
use super::view::offer_view;
use super::{Engine, Input, OfferView};
use crate::definition::{Language, Name, Reader};
use crate::error::{Error, Result};
use crate::request::{Actor, Request, Sha256, digest_of_code};
use crate::store::{Reading, RequestKey, read, write};
use crate::workflow::Command;

/// What is asked of another person of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Confirmation {
    /// Title of the procedure.
    pub procedure_title: String,
    /// What people call the request.
    pub reference: String,
    /// What the person is to the request.
    pub party_label: String,
    /// What they may do now; nothing, when it is too late or too early.
    pub transitions: Vec<OfferView>,
}

/// What another person confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Confirmed {
    /// What people call the request.
    pub reference: String,
    /// The transition that they performed.
    pub transition: Name,
}

impl Engine {
    /// What is asked of whoever holds the code, for the page on which they confirm it. Nothing of the request is told but
    /// its procedure and its reference. The case of the code, its spaces and hyphens do not count.
    ///
    /// # Errors
    /// `not_found` for an unknown reference, as for a code that is not of it or has served; `forbidden` unless the actor is
    /// outside the town hall: a code is the person's alone.
    pub fn confirmation(
        &self,
        actor: &Actor,
        reference: &str,
        code: &str,
        language: Language,
    ) -> Result<Confirmation> {
        require_outsider(actor)?;
        let code = digest_of_code(&typed_tracking_code(code));
        read(self.store(), |store| {
            let (request, role) = asked(store, reference, code)?;
            let procedure = self.procedure_of(store, &request)?;
            let process = self.process_of(store, &request)?;
            let now = self.now();
            let (offered, facts) =
                (process.offered_to_party(&request, &role, now), process.facts(&request, now));
            let label = process.parties.iter().find(|party| party.role == role).map(|party| &party.label);
            let transitions = offered.iter().map(|offer| {
                offer_view(offer, (&request, &process.form), &facts, language, Reader::Applicant)
            });
            Ok(Confirmation {
                procedure_title: procedure.definition.title.get(language).to_owned(),
                reference: request.reference.clone(),
                party_label: label.map(|label| label.get(language).to_owned()).unwrap_or_default(),
                transitions: transitions.collect(),
            })
        })
    }

    /// Performs a transition as the person of the request who holds the code, which serves once.
    ///
    /// # Errors
    /// `not_found` for an unknown reference, as for a code that is not of it or has served; `forbidden` unless the actor is
    /// outside the town hall; `transition_not_offered`, `invalid_answers`, `claim_conflict`, `stale_revision`,
    /// `idempotency_mismatch`: then the code may still serve.
    pub fn confirm(
        &self,
        actor: &Actor,
        (reference, code): (&str, &str),
        transition: &str,
        input: Input,
    ) -> Result<Confirmed> {
        require_outsider(actor)?;
        let (code, transition) = (digest_of_code(&typed_tracking_code(code)), Name(transition.to_owned()));
        let now = self.now();
        let content =
            json!({"reference": reference, "code": code, "transition": transition, "values": input.values});
        write(self.store(), |store| {
            let key = (actor, "confirm", input.idempotency_key.as_deref());
            once(store, key, &content, now, |store| {
                let (request, _) = asked(store, reference, code)?;
                require_revision(&request, &input)?;
                let process = self.process_of(store, &request)?;
                let (transition, values) = (transition.clone(), input.values.clone());
                let command = Command::Confirm { code, transition: transition.clone(), input: values };
                self.carry_out(store, &process, &request, command, (actor, None))?;
                Ok(Confirmed { reference: request.reference, transition })
            })
        })
    }
}

/// The request, and the role of whoever holds the code. A wrong code tells nothing, not even that the request exists.
fn asked(store: &dyn Reading, reference: &str, code: Sha256) -> Result<(Request, Name)> {
    let request = store.request(&RequestKey::Reference(reference.trim().to_owned()))?;
    let known = request.and_then(|request| {
        let role = request.confirming(code)?.clone();
        Some((request, role))
    });
    known.ok_or_else(|| Error::not_found("demande", "request"))
}

fn require_outsider(actor: &Actor) -> Result<()> {
    match actor {
        Actor::Applicant(_) => Ok(()),
        Actor::Agent(_) | Actor::Connector(_) | Actor::System => Err(Error::forbidden()),
    }
}
