//! The engine, led by the same steps as the reference.

use grc::definition::{LinkKind, TaskKind};
use grc::engine::RequestView;
use grc::request::{Absence, RequestId};
use grc::workflow::NewTask;
use grc::{Actor, Budget, Engine, Input, Instant, Sources, Submission};
use proptest::prelude::*;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};
use serde_json::json;

use super::common::{FR, Letterbox, MORNING, TestClock, citizen, host, told, town, values};
use super::definitions::{circuits, way_name};
use super::people::Person;
use super::reference::Town;
use super::step::Step;

/// Most requests of a town: what goes wrong with four goes wrong with more.
const MOST_REQUESTS: usize = 4;

/// Days on which the room is wanted.
const DAYS: usize = 2;

pub(crate) const TAGS: [&str; 2] = ["urgent", "retard"];

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
        // What someone may do is what leads far.
        let offered = town.all_offered();
        let go_on = match offered.is_empty() {
            true => go.clone().boxed(),
            false => prop::sample::select(offered)
                .prop_map(|(who, request, rank)| Step::Go { who, request, rank })
                .boxed(),
        };
        let perform = (who(), 0..known, 0..statuses, 0..4_usize)
            .prop_map(|(who, request, status, rank)| Step::Perform { who, request, status, rank });
        let take = (who(), 0..known).prop_map(|(who, request)| Step::Entrust { who, request, to: who });
        let heirs = [Person::Alice, Person::Bruno, Person::Bruno, Person::David, Person::Elise];
        let entrust = (who(), 0..known, prop::sample::select(heirs.to_vec()))
            .prop_map(|(who, request, to)| Step::Entrust { who, request, to });
        let open = (who(), 0..known).prop_map(|(who, request)| Step::OpenTask { who, request });
        let complete = (who(), 0..known).prop_map(|(who, request)| Step::Complete { who, request });
        let tag = (who(), 0..known, prop::sample::select(&TAGS[..]), any::<bool>())
            .prop_map(|(who, request, tag, on)| Step::Tag { who, request, tag, on });
        let kind = prop_oneof![1 => Just(LinkKind::Related), 2 => Just(LinkKind::DuplicateOf)];
        let processing = prop_oneof![2 => Just(Person::Alice), 1 => who()];
        let link = (processing, 0..known, 0..known, kind, prop::bool::weighted(0.75))
            .prop_map(|(who, request, to, kind, tie)| Step::Link { who, request, to, kind, tie });
        let signal = (0..known).prop_map(|request| Step::Signal { request });
        let leave = any::<bool>().prop_map(|away| Step::Leave { away });
        let wait = (1..4_i64).prop_map(|days| Step::Wait { days });
        let file = if known < MOST_REQUESTS { file.boxed() } else { wait.clone().boxed() };
        prop_oneof![
            8 => go_on, 4 => go, 1 => perform, 1 => take, 1 => entrust, 1 => open, 2 => complete, 1 => tag, 3 => link,
            1 => signal, 1 => leave, 3 => wait, 3 => file
        ]
        .boxed()
    }

    fn apply(mut town: Town, step: &Step) -> Town {
        town.take(step);
        town
    }

    fn preconditions(town: &Town, step: &Step) -> bool {
        match step {
            Step::File { .. } => town.requests.len() < MOST_REQUESTS,
            Step::Wait { .. } | Step::Leave { .. } => true,
            Step::Link { request, to, .. } => *request.max(to) < town.requests.len(),
            Step::Go { request, .. }
            | Step::Perform { request, .. }
            | Step::Entrust { request, .. }
            | Step::OpenTask { request, .. }
            | Step::Complete { request, .. }
            | Step::Tag { request, .. }
            | Step::Signal { request } => *request < town.requests.len(),
        }
    }
}

/// The engine, on a store in memory that has published the circuit.
pub(crate) struct Machine {
    pub(crate) engine: Engine,
    clock: TestClock,
    letters: Letterbox,
    pub(crate) known: Vec<RequestId>,
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
        assert_eq!((town.timers_fired, town.tasks_late), (0, 0), "time comes to an end");
        Self::check_invariants(&machine, &town);
        machine.compare_whole(&town);
    }
}

impl Machine {
    fn take(&mut self, town: &Town, step: &Step) -> grc::Result<()> {
        let (engine, input) = (&self.engine, Input::none());
        match *step {
            Step::File { owner, day, hurried } => {
                let answers = values(json!({"jour": date(day), "presse": hurried}));
                let submission = Submission::new("tiree", "en-ligne", citizen(), answers);
                let receipt = engine.submit(&owner.actor(), submission)?;
                self.known.push(receipt.id);
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
            Step::Entrust { who, request, to } => {
                let agent = Some(to.id().to_owned());
                engine.assign(&who.actor(), self.known[request], None, agent, input).map(drop)
            }
            Step::OpenTask { who, request } => {
                let task = NewTask { title: "Appeler".to_owned(), ..NewTask::default() };
                engine.open_task(&who.actor(), self.known[request], &task, input).map(drop)
            }
            Step::Complete { who, request } => self.complete(who, request),
            Step::Tag { who, request, tag, on } => {
                let (who, tags) = (who.actor(), [tag.to_owned()]);
                match on {
                    true => engine.tag(&who, self.known[request], &tags, input).map(drop),
                    false => engine.untag(&who, self.known[request], &tags, input).map(drop),
                }
            }
            Step::Link { who, request, to, kind, tie } => {
                let (who, to) = (who.actor(), self.known[to].to_string());
                match tie {
                    true => engine.link(&who, self.known[request], kind, &to, input).map(drop),
                    false => engine.unlink(&who, self.known[request], kind, &to, input).map(drop),
                }
            }
            Step::Signal { request } => {
                engine.signal(&Actor::System, self.known[request], "paiement", input).map(drop)
            }
            Step::Leave { away } => {
                let absence = Absence {
                    delegate: Some(Person::David.id().to_owned()),
                    from: Instant::parse("2026-01-01T00:00:00Z").unwrap(),
                    until: Instant::parse("2036-01-01T00:00:00Z").unwrap(),
                };
                engine.set_absence(&Actor::System, Person::Bruno.id(), away.then_some(&absence))
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

    /// Completes the task of the status, if it has one left.
    fn complete(&self, who: Person, request: usize) -> grc::Result<()> {
        let view = self.seen(request);
        let Some(task) = view.tasks.iter().find(|task| task.status.is_some()) else { return Ok(()) };
        let input = match task.kind == TaskKind::Work {
            true => Input::none(),
            false => Input::values(values(json!({"opinion": "favourable"}))),
        };
        self.engine.complete_task(&who.actor(), task.id, input).map(drop)
    }

    pub(crate) fn seen(&self, request: usize) -> RequestView {
        self.engine.request(&Actor::System, self.known[request], FR).unwrap()
    }

    fn status(&self, request: usize) -> usize {
        self.seen(request).status.as_str().trim_start_matches('s').parse().unwrap()
    }

    fn run_due(&self, town: &Town) {
        let report = self.engine.run_due(&Budget::default()).unwrap();
        assert_eq!(
            (report.timers, report.tasks, report.failures),
            (town.timers_fired, town.tasks_late, 0),
            "timers fired, late tasks, failures"
        );
        let again = self.engine.run_due(&Budget::default()).unwrap();
        assert_eq!(
            (again.timers, again.tasks, again.created, again.told, again.messages),
            (0, 0, 0, 0, 0),
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
}

fn date(day: usize) -> String {
    format!("2026-06-{:02}", day + 1)
}
