//! Figures about requests: what is counted as they change, and what is asked of it.

use crate::definition::{Id, Name, State};
use crate::request::Instant;

/// A month of the town's calendar, as one number: 202603.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(pub u32);

/// What one operation adds to the figures of a request. A store cannot tell it from the request alone: it knows neither
/// the town's calendar nor what came between two states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Milliseconds that the request spent waiting for the applicant, and that ended with this operation.
    pub waited: i64,
    /// How the request stands closed, if it does.
    pub closing: Option<Closing>,
}

/// The end of a request, as figures tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closing {
    /// In which month.
    pub month: Month,
    /// Whether every dated task was done in time; `None` if no task had a date.
    pub on_time: Option<bool>,
}

/// Which requests to count. Trials never are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TallyFilter {
    /// In charge of one of these services; any, if `None`.
    pub services: Option<Vec<Id>>,
    /// Of this procedure.
    pub procedure: Option<Id>,
    /// Received from this instant on.
    pub received_from: Option<Instant>,
    /// Received before this instant.
    pub received_before: Option<Instant>,
    /// Apart by the value of this field.
    pub field: Option<FieldPath>,
}

/// What requests are told apart by: a field of answers, of processing data, or a division of the town.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldPath {
    /// Of the answers.
    Answer(Name),
    /// Of the processing data.
    Data(Name),
    /// The sector in which the request is, of this division.
    Sector(Name),
}

/// How many requests are alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tally {
    /// The procedure.
    pub procedure: Id,
    /// The agent in charge, if one is.
    pub agent: Option<String>,
    /// Their status.
    pub status: Name,
    /// What it amounts to.
    pub state: State,
    /// The value of the field, as JSON; none without a field, or without a value.
    pub value: Option<String>,
    /// How many.
    pub requests: u64,
}

/// Which closed requests to time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelayFilter {
    /// In charge of one of these services when they were closed; any, if `None`.
    pub services: Option<Vec<Id>>,
    /// Of this procedure.
    pub procedure: Option<Id>,
    /// Closed in this month or later.
    pub from: Month,
    /// Closed in this month or before.
    pub to: Month,
}

/// How long the requests of a procedure that were closed in a month took, without the time spent waiting for applicants.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Delays {
    /// The procedure.
    pub procedure: Id,
    /// The month.
    pub month: Month,
    /// How many were closed.
    pub closed: u64,
    /// The median, in milliseconds: the nearest rank.
    pub median: u64,
    /// The 90th percentile, in milliseconds: the nearest rank.
    pub ninetieth: u64,
    /// How many of them had a dated task.
    pub dated: u64,
    /// How many of those had every dated task done in time.
    pub on_time: u64,
}
