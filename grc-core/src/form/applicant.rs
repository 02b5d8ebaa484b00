//! What is wrong with what is known of an applicant, told as what is wrong with answers.

use std::sync::Arc;

use super::place::Subject;
use super::problem::Problem;
use super::report::AnswerFault;
use crate::definition::{Bilingual, ContactDetail};
use crate::identifier::{IdentifierFault, Kind};

impl AnswerFault {
    /// A contact detail that must be given and is not. Its path is `/applicant/…`: no field has that name.
    pub fn missing_detail(detail: ContactDetail) -> Self {
        Self::of_applicant(detail, Problem::Required)
    }

    /// A contact detail that is none.
    pub fn invalid_detail(detail: ContactDetail, kind: Kind, fault: IdentifierFault) -> Self {
        Self::of_applicant(detail, Problem::Identifier(kind, Box::new(fault)))
    }

    fn of_applicant(detail: ContactDetail, problem: Problem) -> Self {
        let (member, french, english) = match detail {
            ContactDetail::LastName => ("last_name", "« Nom »", "“Last name”"),
            ContactDetail::FirstName => ("first_name", "« Prénom »", "“First name”"),
            ContactDetail::Organisation => ("organisation", "« Organisme »", "“Organisation”"),
            ContactDetail::Email => ("email", "« Adresse électronique »", "“E-mail address”"),
            ContactDetail::Phone => ("phone", "« Téléphone »", "“Telephone”"),
            ContactDetail::Address => ("address", "« Adresse »", "“Address”"),
        };
        let subject = Subject::of(Arc::new(Bilingual::new(french, english)));
        Self::told(format!("/applicant/{member}"), subject, problem)
    }
}
