//! Random circuits that may be published: small, and readable when one is told in a failure.

use grc::Instant;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Hours of a day. Every step of time is of whole days; what time does is due at hours of its own, so that no two
/// things of one request are due at once.
const DAY: i64 = 24;
const TRANSITION_HOUR: i64 = 12;
const STATUS_LETTER_HOUR: i64 = 6;
const SUBMITTED_LETTER_HOUR: i64 = 3;
const CLOSED_LETTER_HOUR: i64 = 9;

/// A circuit: its last two statuses are closed, the others open; it begins at the first.
#[derive(Clone, Debug)]
pub(crate) struct Circuit {
    pub(crate) open: Vec<Status>,
    pub(crate) last: Ending,
    pub(crate) letters: Vec<Letter>,
    /// How many may have the room on one day.
    pub(crate) places: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Status {
    /// The service that has something to do there.
    pub(crate) task: Option<Service>,
    /// Whether another request is created each time that one comes there.
    pub(crate) creates: bool,
    pub(crate) ways: Vec<Way>,
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
    pub(crate) to: usize,
    pub(crate) trigger: Trigger,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trigger {
    By(Performer),
    AfterDays(i64),
    /// At once, for the requests that are in a hurry.
    Auto,
    Signal,
    TasksDone,
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

impl Performer {
    fn name(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Agent => "agent",
            Self::Manager => "manager",
            Self::Assignee => "assignee",
            Self::AgentOfRoads => "agent@voirie",
        }
    }
}

impl Letter {
    pub(crate) fn recipients(&self) -> usize {
        1 + usize::from(self.also_to_service)
    }

    pub(crate) fn due(&self, from: Instant) -> Option<Instant> {
        self.hours().map(|hours| later(from, hours))
    }

    fn hours(&self) -> Option<i64> {
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

    fn hours(&self) -> Option<i64> {
        match self.trigger {
            Trigger::AfterDays(days) => Some(days * DAY + TRANSITION_HOUR),
            _ => None,
        }
    }
}

fn later(from: Instant, hours: i64) -> Instant {
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
        (statuses, ending.clone(), letters, 1..=2_usize).prop_map(|(open, last, letters, places)| Circuit {
            open,
            last,
            letters,
            places,
        })
    })
}

fn status(from: usize, count: usize) -> impl Strategy<Value = Status> {
    let task =
        prop_oneof![2 => Just(None), 1 => Just(Some(Service::Planning)), 1 => Just(Some(Service::Roads))];
    let ways = prop::collection::vec(way(from, count), 1..=4);
    (task, prop::bool::weighted(0.2), ways).prop_map(|(task, creates, mut ways)| {
        // One delay a status: two of the same length would be due at once.
        let mut timed = false;
        ways.retain(|way| way.hours().is_none() || !std::mem::replace(&mut timed, true));
        ways.retain(|way| way.trigger != Trigger::TasksDone || task.is_some());
        Status { task, creates, ways }
    })
}

/// A person may go anywhere; what happens by itself goes on, so that it ends.
fn way(from: usize, count: usize) -> impl Strategy<Value = Way> {
    let performer = prop_oneof![
        Just(Performer::Agent),
        Just(Performer::Applicant),
        Just(Performer::Manager),
        Just(Performer::Assignee),
        Just(Performer::AgentOfRoads),
    ];
    let by = (performer, 0..count).prop_map(|(performer, to)| Way { to, trigger: Trigger::By(performer) });
    let alone = prop_oneof![
        (1..5_i64).prop_map(Trigger::AfterDays),
        Just(Trigger::Auto),
        Just(Trigger::Signal),
        Just(Trigger::TasksDone),
    ];
    let alone = (alone, from + 1..count).prop_map(|(trigger, to)| Way { to, trigger });
    prop_oneof![by, alone]
}

fn letter(open: usize) -> impl Strategy<Value = Letter> {
    let on = prop_oneof![
        Just(Occasion::Submitted),
        Just(Occasion::Closed),
        (0..open + 2).prop_map(Occasion::Status),
        (0..open, 0..2_usize).prop_map(|(status, rank)| Occasion::Way(status, rank)),
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

    /// Whether a request keeps there what it has of the room.
    pub(crate) fn keeps_the_room(&self, status: usize) -> bool {
        status <= self.open.len()
    }

    pub(crate) fn ways(&self, status: usize) -> &[Way] {
        self.open.get(status).map_or(&[], |status| &status.ways)
    }

    /// The occasions that do not exist, because a status has fewer ways, are left out.
    pub(crate) fn letters(&self) -> impl Iterator<Item = (usize, &Letter)> {
        self.letters.iter().enumerate().filter(|(_, letter)| match letter.on {
            Occasion::Way(status, rank) => rank < self.ways(status).len(),
            _ => true,
        })
    }

    /// The definition of a town that has this circuit alone, and one for the requests that it creates.
    pub(crate) fn catalogue(&self) -> Value {
        json!({
            "language": "fr", "time_zone": "Europe/Paris", "themes": [{"id": "rue", "title": "Rue"}],
            "services": [
                {"id": "urbanisme", "title": "Urbanisme", "email": "urbanisme@mairie.exemple.fr"},
                {"id": "voirie", "title": "Voirie", "email": "voirie@mairie.exemple.fr"}],
            "procedures": [self.procedure(), created()]
        })
    }

    fn procedure(&self) -> Value {
        let letters: Vec<Value> =
            self.letters().map(|(number, letter)| letter_json(number, letter)).collect();
        json!({
            "id": "tiree", "title": "Tirée au sort", "theme": "rue", "service": "urbanisme",
            "scenarios": [{
                "id": "en-ligne", "kind": "online", "title": "En ligne",
                "form": {"fields": [
                    {"id": "jour", "type": "date", "label": "Jour", "required": true},
                    {"id": "presse", "type": "boolean", "label": "Pressé", "required": true}]},
                "claims": [{"key": "salle", "from": "=answers.jour", "capacity": self.places}],
                "workflow": {"id": "tire", "initial": status_name(0), "statuses": self.statuses()},
                "communications": letters
            }]
        })
    }

    fn statuses(&self) -> Value {
        let open = self
            .open
            .iter()
            .enumerate()
            .map(|(number, status)| (status_name(number), status_json(number, status)));
        let granted = json!({"label": "Accordée", "state": "done", "outcome": "granted"});
        let last = match self.last {
            Ending::Refused => json!({"label": "Refusée", "state": "done", "outcome": "refused"}),
            Ending::Cancelled => json!({"label": "Annulée", "state": "cancelled", "outcome": "none"}),
        };
        let closed = [granted, last].into_iter().zip(self.open.len()..);
        open.chain(closed.map(|(status, number)| (status_name(number), status))).collect()
    }
}

fn status_json(number: usize, status: &Status) -> Value {
    let ways: Vec<Value> =
        status.ways.iter().enumerate().map(|(rank, way)| way_json(number, rank, way)).collect();
    let state = if number == 0 { "new" } else { "in_progress" };
    let mut json = json!({"label": status_name(number), "state": state, "transitions": ways});
    if let Some(service) = status.task {
        let service = if service == Service::Roads { "voirie" } else { "urbanisme" };
        json["tasks"] =
            json!([{"id": format!("w{number}"), "title": "Faire", "service": service, "due": "P2D"}]);
    }
    if status.creates {
        json["on_enter"] = json!([{"create_request": {"procedure": "suite", "scenario": "en-ligne"}}]);
    }
    json
}

fn way_json(status: usize, rank: usize, way: &Way) -> Value {
    let name = way_name(status, rank);
    let mut json = json!({"id": name, "label": name, "to": status_name(way.to)});
    match way.trigger {
        Trigger::By(performer) => json["by"] = json!([performer.name()]),
        Trigger::AfterDays(_) => json["after"] = json!(way.hours().map(|hours| format!("PT{hours}H"))),
        Trigger::Auto => {
            json["auto"] = json!(true);
            json["when"] = json!("answers.presse");
        }
        Trigger::Signal => json["on"] = json!("signal:paiement"),
        Trigger::TasksDone => json["on"] = json!("tasks:done"),
    }
    json
}

fn letter_json(number: usize, letter: &Letter) -> Value {
    let on = match letter.on {
        Occasion::Submitted => "submitted".to_owned(),
        Occasion::Closed => "closed".to_owned(),
        Occasion::Status(status) => format!("status:{}", status_name(status)),
        Occasion::Way(status, rank) => format!("transition:{}", way_name(status, rank)),
    };
    let to: &[&str] = if letter.also_to_service { &["applicant", "service"] } else { &["applicant"] };
    let mut json = json!({"id": format!("l{number}"), "kind": "follow_up", "on": on, "to": to, "subject": "S", "body": "B"});
    if let Some(hours) = letter.hours() {
        json["after"] = json!(format!("PT{hours}H"));
    }
    json
}

/// The procedure of the requests that others create.
fn created() -> Value {
    json!({
        "id": "suite", "title": "Suite", "theme": "rue", "service": "urbanisme",
        "scenarios": [{
            "id": "en-ligne", "kind": "online", "title": "En ligne",
            "form": {"fields": [{"id": "note", "type": "text", "label": "Note"}]},
            "workflow": {"id": "suite", "initial": "a", "statuses": {
                "a": {"label": "A", "state": "new", "transitions": [{"id": "finir", "label": "Finir", "to": "z", "by": ["agent"]}]},
                "z": {"label": "Z", "state": "done", "outcome": "granted"}}}
        }]
    })
}
