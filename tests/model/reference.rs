//! What should happen, told again as naively as can be: nothing here asks the library.

use grc::definition::LinkKind;
use grc::{ErrorCode, Instant};

use super::definitions::{Circuit, Occasion, Service, TASK_HOURS, Trigger, Way, later, way_name};
use super::people::{Level, Person};
use super::request::{Expected, Timer};
use super::step::Step;

/// The town as it should be.
#[derive(Clone, Debug)]
pub(crate) struct Town {
    pub(crate) circuit: Circuit,
    pub(crate) now: Instant,
    pub(crate) bruno_is_away: bool,
    pub(crate) requests: Vec<Expected>,
    /// How the last step should have been answered.
    pub(crate) answer: Result<(), ErrorCode>,
    /// The request that it was about; all, without one.
    pub(crate) touched: Option<usize>,
    /// Timers that it should have fired, and tasks that it should have seen to be late.
    pub(crate) timers_fired: usize,
    pub(crate) tasks_late: usize,
}

impl Town {
    pub(crate) fn new(circuit: Circuit, now: Instant) -> Self {
        Self {
            circuit,
            now,
            bruno_is_away: false,
            requests: Vec::new(),
            answer: Ok(()),
            touched: None,
            timers_fired: 0,
            tasks_late: 0,
        }
    }

    /// The way that a step is about: it may be of a status where the request is not.
    pub(crate) fn way_of(&self, step: &Step) -> Option<(usize, usize)> {
        match step {
            Step::Perform { status, rank, .. } => Some((*status, *rank)),
            Step::Go { request, rank, .. } => {
                let status = self.requests.get(*request)?.status;
                Some((status, rank % self.circuit.ways(status).len().max(1)))
            }
            _ => None,
        }
    }

    pub(crate) fn take(&mut self, step: &Step) {
        (self.timers_fired, self.tasks_late) = (0, 0);
        let way = self.way_of(step);
        (self.touched, self.answer) = match *step {
            Step::File { owner, day, hurried } => {
                let answer = self.file(owner, day, hurried);
                (answer.is_ok().then(|| self.requests.len() - 1), answer)
            }
            Step::Perform { who, request, .. } | Step::Go { who, request, .. } => {
                let (status, rank) = way.unwrap_or_default();
                (Some(request), self.perform(who, request, status, rank))
            }
            Step::Entrust { who, request, to } => (Some(request), self.entrust(who, request, to)),
            Step::OpenTask { who, request } => {
                let answer =
                    self.require(who, request, Level::Processes).and_then(|()| self.is_open(request));
                self.requests[request].by_hand += usize::from(answer.is_ok());
                (Some(request), answer)
            }
            Step::Complete { who, request } => (Some(request), self.complete(who, request)),
            Step::Tag { who, request, tag, on } => {
                let answer = self.require(who, request, Level::Processes);
                let tags = &mut self.requests[request].tags;
                _ = answer.is_ok() && if on { tags.insert(tag) } else { tags.remove(tag) };
                (Some(request), answer)
            }
            Step::Link { who, request, to, kind, tie } => (None, self.link(who, request, kind, to, tie)),
            Step::Signal { request } => {
                self.follow_first(request, Trigger::Signal);
                (Some(request), Ok(()))
            }
            Step::Leave { away } => {
                self.bruno_is_away = away;
                (None, Ok(()))
            }
            Step::Wait { days } => {
                self.wait(days);
                (None, Ok(()))
            }
        };
    }

    /// How many have the room on a day.
    pub(crate) fn holders(&self, day: usize) -> usize {
        self.requests.iter().filter(|one| one.day == day && one.room.is_some()).count()
    }

    pub(crate) fn level(&self, who: Person, request: usize) -> Level {
        self.requests[request].level(who, self.bruno_is_away)
    }

    /// What someone is offered to do with a request.
    pub(crate) fn offered(&self, request: usize, who: Person) -> Vec<String> {
        let expected = &self.requests[request];
        let ways = self.circuit.ways(expected.status).iter().enumerate();
        let theirs =
            ways.filter(|(_, way)| self.is_theirs(request, who, way) && expected.end_of(way).is_some());
        theirs.map(|(rank, _)| way_name(expected.status, rank)).collect()
    }

    /// All that someone is offered to do: who, with which request, by which of its ways.
    pub(crate) fn all_offered(&self) -> Vec<(Person, usize, usize)> {
        let mut offered = Vec::new();
        for (request, expected) in self.requests.iter().enumerate() {
            for (rank, way) in self.circuit.ways(expected.status).iter().enumerate() {
                let performers = Person::ALL.into_iter().filter(|who| self.is_theirs(request, *who, way));
                let performers = performers.filter(|_| expected.end_of(way).is_some());
                offered.extend(performers.map(|who| (who, request, rank)));
            }
        }
        offered
    }

    fn is_theirs(&self, request: usize, who: Person, way: &Way) -> bool {
        match way.trigger {
            Trigger::By(performer) => self.requests[request].may_perform(who, performer, self.bruno_is_away),
            _ => false,
        }
    }

    fn file(&mut self, owner: Person, day: usize, hurried: bool) -> Result<(), ErrorCode> {
        if self.circuit.refuses && self.holders(day) >= self.circuit.places {
            return Err(ErrorCode::ClaimConflict);
        }
        let submitted = self
            .circuit
            .letters()
            .filter(|(_, letter)| letter.on == Occasion::Submitted && letter.after_days.is_none());
        let letters = submitted.map(|(_, letter)| letter.recipients()).sum();
        self.requests.push(Expected::new(owner, day, hurried, letters));
        self.enter(self.requests.len() - 1, 0, None);
        Ok(())
    }

    fn perform(&mut self, who: Person, request: usize, status: usize, rank: usize) -> Result<(), ErrorCode> {
        self.require(who, request, Level::Applies)?;
        let expected = &self.requests[request];
        let is_by_a_person =
            |status: usize| self.circuit.ways(status).get(rank).is_some_and(Way::is_by_a_person);
        // An applicant is answered as in the status that they are shown.
        let shown = expected.shown.filter(|_| who.applies());
        let is_shown = shown.is_some_and(|shown| shown == status && is_by_a_person(status));
        if status != expected.status || !is_by_a_person(status) {
            return Err(if is_shown { ErrorCode::Forbidden } else { ErrorCode::TransitionNotOffered });
        }
        let way = self.circuit.ways(status)[rank].clone();
        if !self.is_theirs(request, who, &way) {
            let is_known = shown.is_none() || is_shown;
            return Err(if is_known { ErrorCode::Forbidden } else { ErrorCode::TransitionNotOffered });
        }
        let to = expected.end_of(&way).ok_or(ErrorCode::TransitionNotOffered)?;
        let takes_the_room = expected.room.is_none() && self.circuit.keeps_the_room(to);
        if takes_the_room && self.circuit.refuses && self.holders(expected.day) >= self.circuit.places {
            return Err(ErrorCode::ClaimConflict);
        }
        self.follow(request, status, rank);
        Ok(())
    }

    /// One takes charge of what one processes; who decides puts others in charge, or who stands in for them.
    fn entrust(&mut self, who: Person, request: usize, to: Person) -> Result<(), ErrorCode> {
        let needed = if who == to { Level::Processes } else { Level::Decides };
        self.require(who, request, needed)?;
        self.is_open(request)?;
        self.requests[request].holder = Some(match to {
            Person::Elise | Person::Camille | Person::Hugo => return Err(ErrorCode::NotFound),
            Person::Bruno if self.bruno_is_away && who != to => Person::David,
            _ => to,
        });
        Ok(())
    }

    /// Whether someone may do as much with a request.
    fn require(&self, who: Person, request: usize, needed: Level) -> Result<(), ErrorCode> {
        match self.level(who, request) {
            Level::Nothing => Err(ErrorCode::NotFound),
            level if level < needed => Err(ErrorCode::Forbidden),
            _ => Ok(()),
        }
    }

    fn is_open(&self, request: usize) -> Result<(), ErrorCode> {
        match self.circuit.is_closed(self.requests[request].status) {
            true => Err(ErrorCode::RequestClosed),
            false => Ok(()),
        }
    }

    fn complete(&mut self, who: Person, request: usize) -> Result<(), ErrorCode> {
        let Some((task, ..)) = self.requests[request].task else { return Ok(()) };
        self.require(who, request, Level::Nothing)?;
        if !who.processes_for(task.service) {
            return Err(ErrorCode::Forbidden);
        }
        self.requests[request].task = None;
        self.follow_first(request, Trigger::TasksDone);
        Ok(())
    }

    /// Both requests tell a tie. One is the duplicate of one other, which is the duplicate of none.
    fn link(
        &mut self,
        who: Person,
        one: usize,
        kind: LinkKind,
        other: usize,
        tie: bool,
    ) -> Result<(), ErrorCode> {
        self.require(who, one, Level::Processes)?;
        self.require(who, other, Level::Processes)?;
        let is_tied = self.requests[one].links.contains(&(kind, other));
        if is_tied == tie {
            return Ok(());
        }
        let has = |request: usize, kind| self.requests[request].links.iter().any(|(known, _)| *known == kind);
        let is_possible = match kind {
            LinkKind::DuplicateOf => {
                !has(one, LinkKind::DuplicateOf)
                    && !has(other, LinkKind::DuplicateOf)
                    && !has(one, LinkKind::HasDuplicate)
            }
            _ => true,
        };
        if tie && (one == other || !is_possible) {
            return Err(ErrorCode::LinkRefused);
        }
        let inverse = if kind == LinkKind::DuplicateOf { LinkKind::HasDuplicate } else { kind };
        for (request, tied) in [(one, (kind, other)), (other, (inverse, one))] {
            let links = &mut self.requests[request].links;
            _ = if tie { links.insert(tied) } else { links.remove(&tied) };
        }
        Ok(())
    }

    /// Time fires what is due, then sees which tasks are late.
    fn wait(&mut self, days: i64) {
        self.now = self.now.plus_milliseconds(days * 24 * 3_600_000);
        for request in 0..self.requests.len() {
            let mut due: Vec<_> = self.requests[request].timers.clone();
            due.retain(|(at, _)| *at <= self.now);
            due.sort_by_key(|(at, _)| *at);
            for timer in due {
                let expected = &mut self.requests[request];
                let Some(place) = expected.timers.iter().position(|one| *one == timer) else { continue };
                self.timers_fired += 1;
                match timer.1 {
                    Timer::Letter(number) => {
                        expected.timers.remove(place);
                        expected.fired += 1;
                        expected.letters += self.circuit.letters[number].recipients();
                    }
                    Timer::Way(rank) => self.follow(request, self.requests[request].status, rank),
                }
            }
        }
        (0..self.requests.len()).for_each(|request| self.see_whether_late(request));
    }

    /// Something follows once from a late task, if the circuit says so.
    fn see_whether_late(&mut self, request: usize) {
        let expected = &mut self.requests[request];
        let Some((task, due, seen)) = &mut expected.task else { return };
        let ways = self.circuit.ways(expected.status);
        let follows = task.tags_when_late || ways.iter().any(|way| way.trigger == Trigger::TasksOverdue);
        if *seen || *due > self.now || !follows {
            return;
        }
        *seen = true;
        expected.late += 1;
        if task.tags_when_late {
            expected.tags.insert("retard");
        }
        self.tasks_late += 1;
        self.follow_first(request, Trigger::TasksOverdue);
    }

    fn follow_first(&mut self, request: usize, trigger: Trigger) {
        let status = self.requests[request].status;
        if let Some(rank) = self.circuit.ways(status).iter().position(|way| way.trigger == trigger) {
            self.follow(request, status, rank);
        }
    }

    fn follow(&mut self, request: usize, status: usize, rank: usize) {
        let way = self.circuit.ways(status)[rank].clone();
        let to = self.requests[request].end_of(&way).expect("a way that was checked");
        self.enter(request, to, Some((status, rank)));
    }

    /// A request comes to a status, and goes on if it is in a hurry and may.
    fn enter(&mut self, request: usize, to: usize, by: Option<(usize, usize)>) {
        let circuit = &self.circuit;
        let is_full = self.holders(self.requests[request].day) >= circuit.places;
        let expected = &mut self.requests[request];
        let status = circuit.open.get(to);
        let begins = |on: Occasion| match on {
            Occasion::Submitted => by.is_none(),
            Occasion::Closed => circuit.is_closed(to),
            Occasion::Status(status) => status == to,
            Occasion::Way(status, rank) => by == Some((status, rank)),
        };
        let before = std::mem::take(&mut expected.timers);
        for (rank, way) in circuit.ways(to).iter().enumerate() {
            expected.timers.extend(way.due(self.now).map(|due| (due, Timer::Way(rank))));
        }
        for (number, letter) in circuit.letters() {
            let timer = Timer::Letter(number);
            match letter.due(self.now) {
                Some(due) if begins(letter.on) => expected.timers.push((due, timer)),
                Some(_) if letter.on == Occasion::Submitted && !circuit.is_closed(to) => {
                    expected.timers.extend(before.iter().filter(|(_, one)| *one == timer));
                }
                None if begins(letter.on) && letter.on != Occasion::Submitted => {
                    expected.letters += letter.recipients();
                }
                _ => {}
            }
        }
        if let Some((from, rank)) = by.filter(|_| circuit.goes_back()) {
            expected.remember(from, to, circuit.ways(from)[rank].to);
        }
        expected.show(to, by.is_some(), circuit.is_hidden(to));
        expected.status = to;
        expected.entries += 1;
        if circuit.is_closed(to) {
            expected.by_hand = 0;
        }
        let task = status.and_then(|status| status.task);
        let of_roads = task.filter(|task| task.service == Service::Roads);
        expected.task = task.map(|task| (task, later(self.now, TASK_HOURS), false));
        expected.roads_worked |= of_roads.is_some_and(|task| !task.opinion);
        expected.roads_were_asked |= of_roads.is_some_and(|task| task.opinion);
        expected.roads_are_called_upon = circuit.calls_upon_roads(to);
        expected.created += usize::from(status.is_some_and(|status| status.creates));
        expected.room = match (circuit.keeps_the_room(to), expected.room) {
            (true, None) => Some(is_full),
            (true, room) => room,
            (false, _) => None,
        };
        if expected.hurried {
            self.follow_first(request, Trigger::Auto);
        }
    }
}
