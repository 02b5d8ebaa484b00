//! The directory of applicants. A record is written as the engine's own [`ProfileInput`].

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::caller::Context;
use super::operation::Request;
use crate::engine::{Acted, ApplicantQuery, ApplicantView, Input, PageOf, PageRequest, ProfileInput};
use crate::error::Result;
use crate::request::{Actor, Profile, ProfileId, RequestId, Values};

#[derive(Serialize, JsonSchema)]
pub(super) struct Kept {
    /// The record, as it is now.
    applicant: Profile,
}

impl Request for ProfileInput {
    const NAME: &'static str = "put_applicant";
    const SUMMARY: &'static str = "Opens a record in the directory of applicants, or replaces what one says: what is not given is emptied.";
    type Caller = Actor;
    type Response = Kept;

    fn perform(self, context: Context<'_, Actor>) -> Result<Kept> {
        let applicant = context.engine.put_applicant(&context.caller, self)?;
        Ok(Kept { applicant })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Find {
    /// Which records.
    query: ApplicantQuery,
    /// Which part of the list; its beginning, if absent.
    #[serde(default)]
    page: PageRequest,
}

impl Request for Find {
    const NAME: &'static str = "find_applicants";
    const SUMMARY: &'static str = "Finds records of the directory of applicants, the latest opened first: for those who process requests.";
    type Caller = Actor;
    type Response = PageOf<Profile>;

    fn perform(self, context: Context<'_, Actor>) -> Result<PageOf<Profile>> {
        context.engine.find_applicants(&context.caller, &self.query, &self.page)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Show {
    /// The record.
    id: ProfileId,
    /// Which part of its requests; their beginning, if absent.
    #[serde(default)]
    page: PageRequest,
}

impl Request for Show {
    const NAME: &'static str = "applicant";
    const SUMMARY: &'static str = "Gives a record of the directory of applicants, with the requests of that \
        applicant that the actor may see.";
    type Caller = Actor;
    type Response = ApplicantView;

    fn perform(self, context: Context<'_, Actor>) -> Result<ApplicantView> {
        context.engine.applicant(&context.caller, self.id, &self.page)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Merge {
    /// The record that stays, and answers for both.
    keep: ProfileId,
    /// The record that it absorbs.
    absorb: ProfileId,
    /// The revision of `keep` that the caller read: a record that has changed since is not touched.
    #[serde(default)]
    revision: Option<u64>,
    /// Key under which they are merged once, however often it is asked.
    #[serde(default)]
    idempotency_key: Option<String>,
}

impl Request for Merge {
    const NAME: &'static str = "merge_applicants";
    const SUMMARY: &'static str = "Merges two records of the same person, on purpose.";
    type Caller = Actor;
    type Response = Kept;

    fn perform(self, context: Context<'_, Actor>) -> Result<Kept> {
        let input =
            Input { values: Values::new(), revision: self.revision, idempotency_key: self.idempotency_key };
        let applicant = context.engine.merge_applicants(&context.caller, self.keep, self.absorb, input)?;
        Ok(Kept { applicant })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Recognise {
    /// The request.
    request: RequestId,
    /// The record of its applicant; none, if absent.
    #[serde(default)]
    applicant: Option<ProfileId>,
    /// The revision of the request that the caller read: one that has changed since is not touched.
    #[serde(default)]
    revision: Option<u64>,
    /// Key under which it is said once, however often it is asked.
    #[serde(default)]
    idempotency_key: Option<String>,
}

impl Request for Recognise {
    const NAME: &'static str = "recognise_applicant";
    const SUMMARY: &'static str =
        "Says of which record of the directory a request's applicant is; of none, without `applicant`.";
    type Caller = Actor;
    type Response = Acted;

    fn perform(self, context: Context<'_, Actor>) -> Result<Acted> {
        let input =
            Input { values: Values::new(), revision: self.revision, idempotency_key: self.idempotency_key };
        context.engine.recognise_applicant(&context.caller, self.request, self.applicant, input)
    }
}
