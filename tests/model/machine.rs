//! The engine, led by the same steps as the reference, and compared with it.

use grc::definition::LinkKind;
use grc::engine::RequestView;
use grc::request::RequestId;
use grc::workflow::NewTask;
use grc::{Actor, Budget, Engine, ErrorCode, Input, Instant, PageRequest, RequestQuery, Sources, Submission};
use proptest::prelude::*;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};
use serde_json::json;

use super::common::{FR, Letterbox, MORNING, TestClock, citizen, host, told, town, values};
use super::definitions::{circuits, status_name, way_name};
use super::reference::{Expected, Person, Step, Town};

/// Most requests of a town: what goes wrong with four goes wrong with more.
const MOST_REQUESTS: usize = 4;

/// Days on which the room is wanted.
const DAYS: usize = 2;

/// The reference, as the machine knows it.
pub(crate) struct Reference;

impl ReferenceStateMachine for Reference {
    type State = Town;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<Town> {
        let morning = Instant::parse(MORNING).unwrap();
        circuits().prop_map(move |circuit| Town::new(circuit, morning)).boxed()
    }

    fn transitions(town: &Town) -> BoxedStrategy<Step> {
        let file = (prop::sample::select(&[Person::Camille, Person::Hugo][..]), 0..DAYS, any::<bool>())
            .prop_map(|(owner, day, hurried)| Step::File { owner, day, hurried });
        let (known, statuses) = (town.requests.len(), town.circuit.open.len() + 2);
        if known == 0 {
            return file.boxed();
        }
        let who = || prop::sample::select(&Person::ALL[..]);
        let go =
            (who(), 0..known, 0..4_usize).prop_map(|(who, request, rank)| Step::Go { who, request, rank });
        let perform = (who(), 0..known, 0..statuses, 0..4_usize)
            .prop_map(|(who, request, status, rank)| Step::Perform { who, request, status, rank });
        let take = (who(), 0..known).prop_map(|(who, request)| Step::TakeCharge { who, request });
        let open = (who(), 0..known).prop_map(|(who, request)| Step::OpenTask { who, request });
        let complete = (who(), 0..known).prop_map(|(who, request)| Step::Complete { who, request });
        let signal = (0..known).prop_map(|request| Step::Signal { request });
        let wait = (1..4_i64).prop_map(|days| Step::Wait { days });
        let more = if known < MOST_REQUESTS { 3 } else { 0 };
        prop_oneof![8 => go, 1 => perform, 2 => take, 1 => open, 3 => complete, 1 => signal, 3 => wait, more => file]
            .boxed()
    }

    fn apply(mut town: Town, step: &Step) -> Town {
        town.take(step);
        town
    }

    fn preconditions(town: &Town, step: &Step) -> bool {
        match step {
            Step::File { .. } => town.requests.len() < MOST_REQUESTS,
            Step::Wait { .. } => true,
            Step::Go { request, .. }
            | Step::Perform { request, .. }
            | Step::TakeCharge { request, .. }
            | Step::OpenTask { request, .. }
            | Step::Complete { request, .. }
            | Step::Signal { request } => *request < town.requests.len(),
        }
    }
}

/// The engine, on a store in memory that has published the circuit.
pub(crate) struct Machine {
    engine: Engine,
    clock: TestClock,
    letters: Letterbox,
    known: Vec<RequestId>,
}

impl StateMachineTest for Machine {
    type SystemUnderTest = Self;
    type Reference = Reference;

    fn init_test(town: &Town) -> Self {
        let (clock, letters) = (TestClock::at(MORNING), Letterbox::default());
        let engine = Engine::open_with(":memory:", host(&clock, &letters, 1)).unwrap();
        let sources = Sources::from_value(town.circuit.catalogue());
        engine.publish(&Actor::System, &sources).unwrap_or_else(|error| panic!("{}", told(&error)));
        for agent in town::agents() {
            engine.put_agent(&Actor::System, &agent).unwrap();
        }
        Self { engine, clock, letters, known: Vec::new() }
    }

    fn apply(mut machine: Self, town: &Town, step: Step) -> Self {
        let answer = machine.take(town, &step).map_err(|error| error.code());
        assert_eq!(answer, town.answer, "the answer to {step:?}");
        if let Step::Wait { .. } = step {
            machine.run_due(town);
        }
        machine
    }

    fn check_invariants(machine: &Self, town: &Town) {
        match town.touched {
            Some(request) => machine.compare(town, request),
            None => (0..machine.known.len()).for_each(|request| machine.compare(town, request)),
        }
        machine.compare_room(town);
    }

    fn teardown(mut machine: Self, mut town: Town) {
        // Until time has nothing left to do: each request goes on at most once a status.
        for _ in 0..=town.circuit.open.len() + 2 {
            let wait = Step::Wait { days: 30 };
            town.take(&wait);
            machine.take(&town, &wait).unwrap();
            machine.run_due(&town);
        }
        assert_eq!(town.timers_fired, 0, "time comes to an end");
        Self::check_invariants(&machine, &town);
        machine.compare_whole(&town);
    }
}

impl Machine {
    fn take(&mut self, town: &Town, step: &Step) -> grc::Result<()> {
        let input = Input::none();
        match *step {
            Step::File { owner, day, hurried } => {
                let answers = values(json!({"jour": date(day), "presse": hurried}));
                let submission = Submission::new("tiree", "en-ligne", citizen(), answers);
                self.known.push(self.engine.submit(&owner.actor(), submission)?.id);
                Ok(())
            }
            Step::Perform { who, request, status, rank } => {
                self.perform(who, request, &way_name(status, rank))
            }
            // The way was chosen where the request was: the engine still has it there.
            Step::Go { who, request, rank } => {
                let status = self.status(request);
                let rank = rank % town.circuit.ways(status).len().max(1);
                self.perform(who, request, &way_name(status, rank))
            }
            Step::TakeCharge { who, request } => {
                let agent = Some(who.id().to_owned());
                self.engine.assign(&who.actor(), self.known[request], None, agent, input).map(drop)
            }
            Step::OpenTask { who, request } => {
                let task = NewTask { title: "Appeler".to_owned(), ..NewTask::default() };
                self.engine.open_task(&who.actor(), self.known[request], &task, input).map(drop)
            }
            Step::Complete { who, request } => {
                match self.seen(request).tasks.iter().find(|task| task.status.is_some()) {
                    Some(task) => self.engine.complete_task(&who.actor(), task.id, input).map(drop),
                    None => Ok(()),
                }
            }
            Step::Signal { request } => {
                self.engine.signal(&Actor::System, self.known[request], "paiement", input).map(drop)
            }
            Step::Wait { days } => {
                self.clock.forward_days(days);
                Ok(())
            }
        }
    }

    fn perform(&self, who: Person, request: usize, way: &str) -> grc::Result<()> {
        self.engine.act(&who.actor(), self.known[request], way, Input::none()).map(drop)
    }

    fn seen(&self, request: usize) -> RequestView {
        self.engine.request(&Actor::System, self.known[request], FR).unwrap()
    }

    fn status(&self, request: usize) -> usize {
        self.seen(request).status.as_str().trim_start_matches('s').parse().unwrap()
    }

    fn run_due(&self, town: &Town) {
        let report = self.engine.run_due(&Budget::default()).unwrap();
        assert_eq!((report.timers, report.failures), (town.timers_fired, 0), "timers fired, failures");
        let again = self.engine.run_due(&Budget::default()).unwrap();
        assert_eq!(
            (again.timers, again.created, again.messages),
            (0, 0, 0),
            "what is done is not done again"
        );
        // What was queued has left.
        let queued: usize = town.requests.iter().map(|one| one.letters).sum();
        assert_eq!(self.letters.subjects().len(), queued, "letters that left");
        for (expected, request) in town.requests.iter().zip(0..) {
            let links = self.seen(request).links;
            let children = links.iter().filter(|link| link.kind == LinkKind::Child).count();
            assert_eq!(children, expected.created, "requests created from request {request}");
        }
    }

    fn compare(&self, town: &Town, request: usize) {
        let (expected, view) = (&town.requests[request], self.seen(request));
        assert_eq!(view.status.as_str(), status_name(expected.status), "the status of request {request}");
        assert_eq!(view.agent.as_deref(), expected.holder.map(Person::id), "who has request {request}");
        assert_eq!(
            view.tasks.len(),
            usize::from(expected.task.is_some()) + expected.by_hand,
            "open tasks of request {request}"
        );
        assert!(!view.state.is_closed() || view.tasks.is_empty(), "a closed request awaits nothing");
        let keeps = town.circuit.keeps_the_room(expected.status);
        assert_eq!(view.claims.len(), usize::from(keeps), "what request {request} has of the room");
        self.compare_history(expected, request);
        for who in Person::ALL {
            self.compare_rights(town, request, who);
        }
    }

    /// Each occasion has its messages and each timer fires once: histories count them.
    fn compare_history(&self, expected: &Expected, request: usize) {
        let lines = self.engine.history(&Actor::System, self.known[request], FR).unwrap();
        let count = |kind: &str| lines.iter().filter(|line| line.kind == kind).count();
        let counted = [
            ("message_queued", expected.letters),
            ("message_withheld", 0),
            ("timer_fired", expected.fired),
            ("timer_lapsed", 0),
            ("status_entered", expected.entries),
            ("creation_queued", expected.created),
        ];
        for (kind, wanted) in counted {
            assert_eq!(count(kind), wanted, "{kind} in the history of request {request}");
        }
    }

    /// Someone sees a request, its history and what they may do of it; or nothing of it.
    fn compare_rights(&self, town: &Town, request: usize, who: Person) {
        let (expected, id) = (&town.requests[request], self.known[request]);
        let view = self.engine.request(&who.actor(), id, FR);
        let history = self.engine.history(&who.actor(), id, FR);
        let page = PageRequest { limit: Some(500), after: None };
        let listed = self.engine.requests(&who.actor(), &RequestQuery::default(), &page);
        let listed = listed.is_ok_and(|page| page.rows.iter().any(|row| row.id == id));
        let sees = expected.is_seen_by(who);
        assert_eq!(
            (history.is_ok(), listed),
            (sees, sees),
            "whether {who:?} has a history and a line of request {request}"
        );
        let Ok(view) = view.map_err(|error| assert_eq!((error.code(), sees), (ErrorCode::NotFound, false)))
        else {
            return;
        };
        assert!(sees, "{who:?} does not see request {request}");
        let offered: Vec<String> = view.transitions.iter().map(|offer| offer.id.to_string()).collect();
        assert_eq!(offered, town.offered(request, who), "what {who:?} may do with request {request}");
        let inside = !matches!(who, Person::Camille | Person::Hugo);
        assert!(inside || (view.tasks.is_empty() && view.claims.is_empty() && view.agent.is_none()));
    }

    /// No day of the room has more than its places, counted from what requests have.
    fn compare_room(&self, town: &Town) {
        let held: Vec<_> = (0..self.known.len()).flat_map(|request| self.seen(request).claims).collect();
        for one in &held {
            let together = held.iter().filter(|other| other.period().overlaps(one.period())).count();
            assert!(together <= town.circuit.places, "{together} have the room at once");
        }
    }

    /// Every history gives its row, and totals are those that are counted one by one.
    fn compare_whole(&self, town: &Town) {
        let verification = self.engine.verify(&Actor::System, &[]).unwrap();
        assert!(verification.is_whole(), "{verification:?}");
        let created: usize = town.requests.iter().map(|one| one.created).sum();
        assert_eq!(verification.requests, (self.known.len() + created) as u64);
        for total in self.engine.counts(&Actor::System).unwrap() {
            let recount = match total.procedure.as_str() {
                "suite" => created,
                _ => town
                    .requests
                    .iter()
                    .filter(|one| status_name(one.status) == total.status.as_str())
                    .count(),
            };
            assert_eq!(total.requests, recount as u64, "requests at {}", total.status);
        }
    }
}

fn date(day: usize) -> String {
    format!("2026-06-{:02}", day + 1)
}
