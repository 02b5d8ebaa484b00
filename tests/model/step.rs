//! What people and time do.

use grc::definition::LinkKind;

use super::people::Person;

/// Something that someone does, or time. A request is told by its rank, whichever there are.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    File {
        owner: Person,
        day: usize,
        hurried: bool,
    },
    Perform {
        who: Person,
        request: usize,
        status: usize,
        rank: usize,
    },
    /// Performs one of the ways that the request has where it is.
    Go {
        who: Person,
        request: usize,
        rank: usize,
    },
    /// Puts someone in charge: oneself, or another.
    Entrust {
        who: Person,
        request: usize,
        to: Person,
    },
    /// Opens a task by hand: it outlives statuses, and ends with the request.
    OpenTask {
        who: Person,
        request: usize,
    },
    Complete {
        who: Person,
        request: usize,
    },
    /// Puts a tag on, or takes it off.
    Tag {
        who: Person,
        request: usize,
        tag: &'static str,
        on: bool,
    },
    /// Ties two requests, or unties them.
    Link {
        who: Person,
        request: usize,
        to: usize,
        kind: LinkKind,
        tie: bool,
    },
    Signal {
        request: usize,
    },
    /// Bruno leaves for long, and David stands in for him; or he is back.
    Leave {
        away: bool,
    },
    Wait {
        days: i64,
    },
}
