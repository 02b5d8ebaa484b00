//! The comparison finds what it looks for: a reference that expects anything else is refused.

use std::panic::{AssertUnwindSafe, catch_unwind};

use grc::Instant;
use proptest_state_machine::StateMachineTest;

use super::common::MORNING;
use super::definitions::{
    Circuit, Ending, Letter, Occasion, Performer, Place, Service, Status, Task, Trigger, Way,
};
use super::machine::Machine;
use super::people::Person;
use super::reference::Town;
use super::step::Step;
use grc::definition::LinkKind;

/// What makes a reference wrong.
type Change = fn(&mut Town);

/// One status with work to do, a request to create, and a way for an agent; a letter of each kind.
fn circuit() -> Circuit {
    let ways = vec![
        Way { to: Place::Status(1), trigger: Trigger::By(Performer::Agent) },
        Way { to: Place::Status(2), trigger: Trigger::AfterDays(3) },
    ];
    let task = Task { service: Service::Planning, opinion: false, tags_when_late: true };
    let letter = |on, after_days| Letter { on, after_days, also_to_service: false };
    Circuit {
        open: vec![Status { hidden: false, task: Some(task), creates: true, ways }],
        last: Ending::Cancelled,
        reopenings: [Vec::new(), Vec::new()],
        letters: vec![letter(Occasion::Submitted, None), letter(Occasion::Submitted, Some(1))],
        places: 1,
        refuses: true,
    }
}

/// A town where one request has been filed and two days have passed, and what the reference then says, as changed.
fn compare(change: impl FnOnce(&mut Town)) -> bool {
    let mut town = Town::new(circuit(), Instant::parse(MORNING).unwrap());
    let mut machine = Machine::init_test(&town);
    let file = Step::File { owner: Person::Camille, day: 0, hurried: false };
    for step in [file, Step::Wait { days: 2 }] {
        town.take(&step);
        machine = Machine::apply(machine, &town, step);
    }
    change(&mut town);
    catch_unwind(AssertUnwindSafe(|| Machine::check_invariants(&machine, &town))).is_ok()
        && catch_unwind(AssertUnwindSafe(|| Machine::teardown(machine, town))).is_ok()
}

#[test]
fn what_the_reference_says_is_compared() {
    assert!(compare(|_| {}), "as it should be");
    let changes: [(&str, Change); 17] = [
        ("a letter more", |town| town.requests[0].letters += 1),
        ("a timer that fired twice", |town| town.requests[0].fired += 1),
        ("a timer forgotten", |town| town.requests[0].timers.clear()),
        ("an entry more", |town| town.requests[0].entries += 1),
        ("a request created twice", |town| town.requests[0].created += 1),
        ("a task that has ended", |town| town.requests[0].task = None),
        ("a task more", |town| town.requests[0].by_hand += 1),
        ("another status", |town| town.requests[0].status = 1),
        ("another person in charge", |town| town.requests[0].holder = Some(Person::Bruno)),
        ("a request of someone else", |town| town.requests[0].owner = Person::Hugo),
        ("a room with no place", |town| town.circuit.places = 0),
        ("a place that nobody has", |town| town.requests[0].room = None),
        ("a warning", |town| town.requests[0].room = Some(true)),
        ("a late task forgotten", |town| town.requests[0].late = 0),
        ("a tag forgotten", |town| town.requests[0].tags.clear()),
        ("a tie more", |town| _ = town.requests[0].links.insert((LinkKind::Related, 0))),
        ("a status that is hidden", |town| town.requests[0].shown = Some(1)),
    ];
    for (what, change) in changes {
        assert!(!compare(change), "{what}");
    }
}
