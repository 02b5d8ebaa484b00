//! What the events that begin and move a request say. Their fields stand in alphabetical order: see [`super`].

use std::collections::{BTreeMap, BTreeSet};

use serde::ser::Error as _;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Map;

use super::{Provenance, Values};
use crate::definition::{Channel, GivenLists, Id, Language, Name, Origin, Outcome, State};
use crate::request::{Applicant, GivenFile, Instant, MessageId, Parent, ProfileId, RequestId, Timer};

/// Something that leaves, or was to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// By which way, for a message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// The message, or the call.
    pub message: MessageId,
    /// The connector's operation, for a call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<Name>,
}

/// A request as it was filed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
    /// What they answered, in canonical form.
    pub answers: Values,
    /// The applicant.
    #[serde(serialize_with = "sorted")]
    pub applicant: Applicant,
    /// The host's identifier of the applicant, when they have one.
    pub applicant_id: Option<String>,
    /// The files among the answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<GivenFile>,
    /// Language in which the applicant is written to.
    pub language: Language,
    /// Of the lists that the host gave with the answers, the options chosen: their labels, their columns.
    #[serde(default, skip_serializing_if = "GivenLists::is_empty", serialize_with = "sorted")]
    pub lists: GivenLists,
    /// How it came.
    pub origin: Origin,
    /// The request from which it was created, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Parent>,
    /// The procedure.
    pub procedure: Id,
    /// The record of the applicant in the directory, if they were recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<ProfileId>,
    /// Where the answers come from that are the values proposed; the others come from the applicant.
    #[serde(default, skip_serializing_if = "Provenance::is_empty")]
    pub provenance: Provenance,
    /// When the town hall got it: for paper, before it was entered.
    pub received_at: Instant,
    /// What people call it: `2026-000042`.
    pub reference: String,
    /// The request.
    pub request: RequestId,
    /// The scenario.
    pub scenario: Id,
    /// The sectors in which it is, by division.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sectors: BTreeMap<Name, Id>,
    /// The service in charge.
    pub service: Id,
    /// What a person without an account follows it with.
    pub tracking_code: String,
    /// Whether the procedure was only tried.
    #[serde(default, skip_serializing_if = "is_false")]
    pub trial: bool,
    /// The procedure's version.
    pub version: u32,
}

/// The entry into a status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusEntered {
    /// The services that its ways out name: their agents see the request there.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub called_upon: BTreeSet<Id>,
    /// When it was due, for a transition that time performs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Instant>,
    /// The files among what was asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<GivenFile>,
    /// The status left; none at the beginning.
    pub from: Option<Name>,
    /// Whether the applicant is not told of the status: they are still shown the one before.
    #[serde(default, skip_serializing_if = "is_false")]
    pub hidden: bool,
    /// What was asked of the person who performed it.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub input: Values,
    /// How the request ended, if it did.
    pub outcome: Option<Outcome>,
    /// What it amounts to.
    pub state: State,
    /// What time will do from the status entered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timers: Vec<Timer>,
    /// The status entered.
    pub to: Name,
    /// The statuses to which the circuit may go back from it, the next one last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trail: Vec<Name>,
    /// The transition; none at the beginning.
    pub transition: Option<Name>,
}

/// Why what an agent had was given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GivenBackReason {
    /// They may no longer act.
    AgentLeft,
    /// They no longer process the requests of the service.
    RoleLost,
}

/// Writes a value whose fields stand in another order.
pub(super) fn sorted<T: Serialize, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serde_json::to_value(value).map_err(S::Error::custom)?.serialize(serializer)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
pub(in crate::request) fn is_false(value: &bool) -> bool {
    !value
}
