//! Random circuits that may be published: small, and readable when one is told in a failure.

use grc::Instant;
use proptest::prelude::*;

/// Hours of a day. Every step of time is of whole days; what time does is due at hours of its own, so that no two
/// things of one request are due at once.
const DAY: i64 = 24;
const TRANSITION_HOUR: i64 = 12;
const STATUS_LETTER_HOUR: i64 = 6;
const SUBMITTED_LETTER_HOUR: i64 = 3;
const CLOSED_LETTER_HOUR: i64 = 9;
/// Hours within which a task is to be done.
pub(crate) const TASK_HOURS: i64 = 39;

/// A circuit: its last two statuses are closed, the others open; it begins at the first.
#[derive(Clone, Debug)]
pub(crate) struct Circuit {
    pub(crate) open: Vec<Status>,
    pub(crate) last: Ending,
    /// The ways by which someone reopens what was granted, and what ended otherwise.
    pub(crate) reopenings: [Vec<Way>; 2],
    pub(crate) letters: Vec<Letter>,
    /// How many may have the room on one day.
    pub(crate) places: usize,
    /// Whether one more is refused; agents are warned, otherwise.
    pub(crate) refuses: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Status {
    /// Whether applicants are not told of it.
    pub(crate) hidden: bool,
    pub(crate) task: Option<Task>,
    /// Whether another request is created each time that one comes there.
    pub(crate) creates: bool,
    pub(crate) ways: Vec<Way>,
}

/// What is to be done in a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Task {
    pub(crate) service: Service,
    /// Whether an opinion is asked; work, otherwise.
    pub(crate) opinion: bool,
    /// Whether the request is tagged once it is late.
    pub(crate) tags_when_late: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    Planning,
    Roads,
}

/// How the last status ends a request. The one before grants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Refused,
    Cancelled,
}

#[derive(Clone, Debug)]
pub(crate) struct Way {
    pub(crate) to: Place,
    pub(crate) trigger: Trigger,
}

/// Where a way leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Status(usize),
    /// From where the request came.
    Previous,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trigger {
    By(Performer),
    AfterDays(i64),
    /// At once, for the requests that are in a hurry.
    Auto,
    Signal,
    TasksDone,
    TasksOverdue,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Performer {
    Applicant,
    Agent,
    Manager,
    Assignee,
    AgentOfRoads,
}

#[derive(Clone, Debug)]
pub(crate) struct Letter {
    pub(crate) on: Occasion,
    pub(crate) after_days: Option<i64>,
    pub(crate) also_to_service: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Occasion {
    Submitted,
    Closed,
    Status(usize),
    /// A way: the status that it leaves, its rank there.
    Way(usize, usize),
}

impl Letter {
    pub(crate) fn recipients(&self) -> usize {
        1 + usize::from(self.also_to_service)
    }

    pub(crate) fn due(&self, from: Instant) -> Option<Instant> {
        self.hours().map(|hours| later(from, hours))
    }

    pub(crate) fn hours(&self) -> Option<i64> {
        let hour = match self.on {
            Occasion::Submitted => SUBMITTED_LETTER_HOUR,
            Occasion::Closed => CLOSED_LETTER_HOUR,
            Occasion::Status(_) | Occasion::Way(..) => STATUS_LETTER_HOUR,
        };
        self.after_days.map(|days| days * DAY + hour)
    }
}

impl Way {
    pub(crate) fn due(&self, from: Instant) -> Option<Instant> {
        self.hours().map(|hours| later(from, hours))
    }

    pub(crate) fn hours(&self) -> Option<i64> {
        match self.trigger {
            Trigger::AfterDays(days) => Some(days * DAY + TRANSITION_HOUR),
            _ => None,
        }
    }

    pub(crate) fn is_by_a_person(&self) -> bool {
        matches!(self.trigger, Trigger::By(_))
    }
}

pub(crate) fn later(from: Instant, hours: i64) -> Instant {
    from.plus_milliseconds(hours * 3_600_000)
}

pub(crate) fn status_name(status: usize) -> String {
    format!("s{status}")
}

pub(crate) fn way_name(status: usize, rank: usize) -> String {
    format!("t{status}_{rank}")
}

/// Circuits of 3 to 7 statuses.
pub(crate) fn circuits() -> impl Strategy<Value = Circuit> {
    let ending = prop_oneof![Just(Ending::Refused), Just(Ending::Cancelled)];
    (1..=5_usize).prop_flat_map(move |open| {
        let statuses: Vec<_> = (0..open).map(|from| status(from, open + 2)).collect();
        let letters = prop::collection::vec(letter(open), 0..5);
        let reopening = || prop::collection::vec(by_a_person(open), 0..=1);
        let room = (1..=2_usize, prop::bool::weighted(0.6));
        (statuses, ending.clone(), [reopening(), reopening()], letters, room).prop_map(
            |(open, last, reopenings, letters, (places, refuses))| Circuit {
                open,
                last,
                reopenings,
                letters,
                places,
                refuses,
            },
        )
    })
}

fn status(from: usize, count: usize) -> impl Strategy<Value = Status> {
    let service = prop_oneof![Just(Service::Planning), Just(Service::Roads)];
    let task = (service, any::<bool>(), any::<bool>()).prop_map(|(service, opinion, tags_when_late)| Task {
        service,
        opinion,
        tags_when_late,
    });
    let ways = prop::collection::vec(way(from, count), 1..=4);
    let is_hidden = prop::bool::weighted(0.3);
    (prop::option::of(task), prop::bool::weighted(0.2), is_hidden, ways).prop_map(
        move |(task, creates, hidden, mut ways)| {
            // One delay a status: two of the same length would be due at once.
            let mut timed = false;
            ways.retain(|way| way.hours().is_none() || !std::mem::replace(&mut timed, true));
            let of_a_task = [Trigger::TasksDone, Trigger::TasksOverdue];
            ways.retain(|way| task.is_some() || !of_a_task.contains(&way.trigger));
            // Applicants are always shown something: the beginning is not hidden.
            Status { hidden: hidden && from > 0, task, creates, ways }
        },
    )
}

/// A person may go anywhere; what happens by itself goes on, so that it ends.
fn way(from: usize, count: usize) -> impl Strategy<Value = Way> {
    let alone = prop_oneof![
        2 => (1..5_i64).prop_map(Trigger::AfterDays),
        2 => Just(Trigger::Auto),
        2 => Just(Trigger::Signal),
        2 => Just(Trigger::TasksDone),
        1 => Just(Trigger::TasksOverdue),
    ];
    let alone = (alone, from + 1..count).prop_map(|(trigger, to)| Way { to: Place::Status(to), trigger });
    prop_oneof![by_a_person(count), alone]
}

/// A way that someone performs, to one of the first statuses or back.
fn by_a_person(count: usize) -> impl Strategy<Value = Way> {
    let performer = prop_oneof![
        Just(Performer::Agent),
        Just(Performer::Applicant),
        Just(Performer::Manager),
        Just(Performer::Assignee),
        Just(Performer::AgentOfRoads),
    ];
    let place = prop_oneof![2 => (0..count).prop_map(Place::Status), 1 => Just(Place::Previous)];
    (performer, place).prop_map(|(performer, to)| Way { to, trigger: Trigger::By(performer) })
}

fn letter(open: usize) -> impl Strategy<Value = Letter> {
    let on = prop_oneof![
        1 => Just(Occasion::Submitted),
        2 => Just(Occasion::Closed),
        1 => (0..open + 2).prop_map(Occasion::Status),
        1 => (0..open + 2, 0..2_usize).prop_map(|(status, rank)| Occasion::Way(status, rank)),
    ];
    (on, prop::option::of(1..4_i64), any::<bool>()).prop_map(|(on, after_days, also_to_service)| Letter {
        on,
        after_days,
        also_to_service,
    })
}

impl Circuit {
    pub(crate) fn is_closed(&self, status: usize) -> bool {
        status >= self.open.len()
    }

    pub(crate) fn is_hidden(&self, status: usize) -> bool {
        self.open.get(status).is_some_and(|status| status.hidden)
    }

    /// Whether a request keeps there what it has of the room.
    pub(crate) fn keeps_the_room(&self, status: usize) -> bool {
        status <= self.open.len()
    }

    pub(crate) fn ways(&self, status: usize) -> &[Way] {
        match self.open.get(status) {
            Some(status) => &status.ways,
            None => &self.reopenings[status - self.open.len()],
        }
    }

    /// Whether requests remember where they have been.
    pub(crate) fn goes_back(&self) -> bool {
        (0..self.open.len() + 2).flat_map(|status| self.ways(status)).any(|way| way.to == Place::Previous)
    }

    /// Whether a way of the status is for the roads service by its name.
    pub(crate) fn calls_upon_roads(&self, status: usize) -> bool {
        self.ways(status).iter().any(|way| way.trigger == Trigger::By(Performer::AgentOfRoads))
    }

    /// The occasions that do not exist, because a status has fewer ways, are left out.
    pub(crate) fn letters(&self) -> impl Iterator<Item = (usize, &Letter)> {
        self.letters.iter().enumerate().filter(|(_, letter)| match letter.on {
            Occasion::Way(status, rank) => rank < self.ways(status).len(),
            _ => true,
        })
    }
}
