//! The applicant of a request: what they say of themselves, and what is missing of it.

use serde_json::json;

use crate::definition::{Bilingual, ContactDetail, Identity};
use crate::error::{Error, ErrorCode, Result};
use crate::form::AnswerFault;
use crate::identifier::{Kind, canonical_in};
use crate::request::{Actor, Applicant};
use crate::workflow::Process;

/// An applicant on the portal is identified as the scenario asks. Whoever files for someone else vouches for them.
///
/// # Errors
/// `identity_required`.
pub(super) fn require_identity(process: &Process, actor: &Actor, applicant: &Applicant) -> Result<()> {
    let required = process.applicant.identity;
    if matches!(actor, Actor::Applicant(_)) && applicant.identity < required {
        let message = Bilingual::new(
            "cette démarche demande que vous vous identifiiez mieux",
            "this procedure asks you to identify yourself better",
        );
        return Err(Error::new(ErrorCode::IdentityRequired, message)
            .at("/applicant/identity")
            .with_details(json!({"required": required})));
    }
    Ok(())
}

/// The applicant with their e-mail address and telephone in their stored form, and what is wrong with these.
pub(super) fn canonical_applicant(process: &Process, applicant: &Applicant) -> (Applicant, Vec<AnswerFault>) {
    let mut applicant = applicant.clone();
    let mut faults = Vec::new();
    let region = process.town.region();
    let Applicant { email, phone, .. } = &mut applicant;
    for (detail, kind, value) in
        [(ContactDetail::Email, Kind::Email, email), (ContactDetail::Phone, Kind::Phone, phone)]
    {
        let Some(written) = value.as_deref().filter(|text| !text.trim().is_empty()) else { continue };
        match canonical_in(kind, written, region) {
            Ok(stored) => *value = Some(stored),
            Err(fault) => faults.push(AnswerFault::invalid_detail(detail, kind, fault)),
        }
    }
    (applicant, faults)
}

/// The contact details that the scenario asks for and that are not given; of someone anonymous, none is asked.
pub(super) fn missing_details(process: &Process, applicant: &Applicant) -> Vec<AnswerFault> {
    if applicant.identity == Identity::None {
        return Vec::new();
    }
    let missing = process.applicant.ask.iter().filter(|detail| !applicant.has(**detail));
    missing.map(|detail| AnswerFault::missing_detail(*detail)).collect()
}
