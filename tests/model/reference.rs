//! What should happen, told again as naively as can be: nothing here asks the library.

use grc::{Actor, ErrorCode, Instant};

use super::definitions::{Circuit, Occasion, Performer, Service, Trigger, way_name};

/// Someone of the town: Camille and Hugo file; Alice decides, Bruno processes, Chloé reads at the town planning service;
/// David processes at the roads service; Élise, who decided, is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Person {
    Camille,
    Hugo,
    Alice,
    Bruno,
    Chloe,
    David,
    Elise,
}

impl Person {
    pub(crate) const ALL: [Self; 7] =
        [Self::Camille, Self::Hugo, Self::Alice, Self::Bruno, Self::Chloe, Self::David, Self::Elise];

    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Camille => "camille",
            Self::Hugo => "hugo",
            Self::Alice => "alice",
            Self::Bruno => "bruno",
            Self::Chloe => "chloe",
            Self::David => "david",
            Self::Elise => "elise",
        }
    }

    pub(crate) fn actor(self) -> Actor {
        match self {
            Self::Camille | Self::Hugo => Actor::applicant(self.id()),
            _ => Actor::agent(self.id()),
        }
    }

    /// Whether they process what is awaited from a service.
    fn processes_for(self, service: Service) -> bool {
        match service {
            Service::Planning => matches!(self, Self::Alice | Self::Bruno),
            Service::Roads => self == Self::David,
        }
    }
}

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
    TakeCharge {
        who: Person,
        request: usize,
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
    Signal {
        request: usize,
    },
    Wait {
        days: i64,
    },
}

/// What time will do with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Timer {
    Way(usize),
    Letter(usize),
}

/// A request as it should be.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    pub(crate) owner: Person,
    pub(crate) day: usize,
    pub(crate) hurried: bool,
    pub(crate) status: usize,
    pub(crate) holder: Option<Person>,
    /// Who has something to do there, until it is done or left.
    pub(crate) task: Option<Service>,
    /// Tasks opened by hand.
    pub(crate) by_hand: usize,
    /// Whether the roads service was ever asked for something.
    pub(crate) roads_were_asked: bool,
    pub(crate) timers: Vec<(Instant, Timer)>,
    /// Letters written so far.
    pub(crate) letters: usize,
    /// Letters that time wrote.
    pub(crate) fired: usize,
    /// Entries into statuses.
    pub(crate) entries: usize,
    pub(crate) created: usize,
}

/// The town as it should be.
#[derive(Clone, Debug)]
pub(crate) struct Town {
    pub(crate) circuit: Circuit,
    pub(crate) now: Instant,
    pub(crate) requests: Vec<Expected>,
    /// How the last step should have been answered.
    pub(crate) answer: Result<(), ErrorCode>,
    /// The request that it was about.
    pub(crate) touched: Option<usize>,
    /// Timers that it should have fired.
    pub(crate) timers_fired: usize,
}

impl Town {
    pub(crate) fn new(circuit: Circuit, now: Instant) -> Self {
        Self { circuit, now, requests: Vec::new(), answer: Ok(()), touched: None, timers_fired: 0 }
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
        self.timers_fired = 0;
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
            Step::TakeCharge { who, request } => (Some(request), self.take_charge(who, request)),
            Step::OpenTask { who, request } => {
                let answer = self.may_process(who, request);
                self.requests[request].by_hand += usize::from(answer.is_ok());
                (Some(request), answer)
            }
            Step::Complete { who, request } => (Some(request), self.complete(who, request)),
            Step::Signal { request } => {
                self.follow_first(request, Trigger::Signal);
                (Some(request), Ok(()))
            }
            Step::Wait { days } => {
                self.wait(days);
                (None, Ok(()))
            }
        };
    }

    /// How many have the room on a day.
    pub(crate) fn holders(&self, day: usize) -> usize {
        self.requests.iter().filter(|one| one.day == day && self.circuit.keeps_the_room(one.status)).count()
    }

    /// What someone is offered to do with a request.
    pub(crate) fn offered(&self, request: usize, who: Person) -> Vec<String> {
        let expected = &self.requests[request];
        let ways = self.circuit.ways(expected.status).iter().enumerate();
        let theirs = ways.filter(|(_, way)| match way.trigger {
            Trigger::By(performer) => expected.may_perform(who, performer),
            _ => false,
        });
        theirs.map(|(rank, _)| way_name(expected.status, rank)).collect()
    }

    fn file(&mut self, owner: Person, day: usize, hurried: bool) -> Result<(), ErrorCode> {
        if self.holders(day) >= self.circuit.places {
            return Err(ErrorCode::ClaimConflict);
        }
        let submitted = self
            .circuit
            .letters()
            .filter(|(_, letter)| letter.on == Occasion::Submitted && letter.after_days.is_none());
        let letters = submitted.map(|(_, letter)| letter.recipients()).sum();
        self.requests.push(Expected {
            owner,
            day,
            hurried,
            letters,
            status: 0,
            holder: None,
            task: None,
            by_hand: 0,
            roads_were_asked: false,
            timers: Vec::new(),
            fired: 0,
            entries: 0,
            created: 0,
        });
        self.enter(self.requests.len() - 1, 0, None);
        Ok(())
    }

    fn perform(&mut self, who: Person, request: usize, status: usize, rank: usize) -> Result<(), ErrorCode> {
        let expected = &self.requests[request];
        if !expected.is_seen_by(who) {
            return Err(ErrorCode::NotFound);
        }
        let way = self.circuit.ways(status).get(rank).filter(|_| status == expected.status);
        let Some((Trigger::By(performer), to)) = way.map(|way| (way.trigger, way.to)) else {
            return Err(ErrorCode::TransitionNotOffered);
        };
        if !expected.may_perform(who, performer) {
            return Err(ErrorCode::Forbidden);
        }
        self.enter(request, to, Some((status, rank)));
        Ok(())
    }

    fn take_charge(&mut self, who: Person, request: usize) -> Result<(), ErrorCode> {
        self.may_process(who, request)?;
        self.requests[request].holder = Some(who);
        Ok(())
    }

    /// Whether someone may do what agents do with an open request.
    fn may_process(&self, who: Person, request: usize) -> Result<(), ErrorCode> {
        let expected = &self.requests[request];
        if !expected.is_seen_by(who) {
            return Err(ErrorCode::NotFound);
        }
        if matches!(who, Person::Camille | Person::Hugo | Person::Chloe) {
            return Err(ErrorCode::Forbidden);
        }
        match self.circuit.is_closed(expected.status) {
            true => Err(ErrorCode::RequestClosed),
            false => Ok(()),
        }
    }

    fn complete(&mut self, who: Person, request: usize) -> Result<(), ErrorCode> {
        let expected = &mut self.requests[request];
        let Some(service) = expected.task else { return Ok(()) };
        if !expected.is_seen_by(who) {
            return Err(ErrorCode::NotFound);
        }
        if !who.processes_for(service) {
            return Err(ErrorCode::Forbidden);
        }
        expected.task = None;
        self.follow_first(request, Trigger::TasksDone);
        Ok(())
    }

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
                    Timer::Way(rank) => {
                        let status = expected.status;
                        self.enter(request, self.circuit.ways(status)[rank].to, Some((status, rank)));
                    }
                }
            }
        }
    }

    fn follow_first(&mut self, request: usize, trigger: Trigger) {
        let status = self.requests[request].status;
        if let Some(rank) = self.circuit.ways(status).iter().position(|way| way.trigger == trigger) {
            self.enter(request, self.circuit.ways(status)[rank].to, Some((status, rank)));
        }
    }

    /// A request comes to a status, and goes on if it is in a hurry and may.
    fn enter(&mut self, request: usize, to: usize, by: Option<(usize, usize)>) {
        let circuit = &self.circuit;
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
        expected.status = to;
        expected.entries += 1;
        if circuit.is_closed(to) {
            expected.by_hand = 0;
        }
        expected.task = status.and_then(|status| status.task);
        expected.roads_were_asked |= expected.task == Some(Service::Roads);
        expected.created += usize::from(status.is_some_and(|status| status.creates));
        if expected.hurried {
            self.follow_first(request, Trigger::Auto);
        }
    }
}

impl Expected {
    pub(crate) fn is_seen_by(&self, who: Person) -> bool {
        match who {
            Person::Camille | Person::Hugo => self.owner == who,
            Person::Alice | Person::Bruno | Person::Chloe => true,
            Person::David => self.roads_were_asked || self.holder == Some(who),
            Person::Elise => false,
        }
    }

    pub(crate) fn may_perform(&self, who: Person, performer: Performer) -> bool {
        match performer {
            Performer::Applicant => self.owner == who,
            Performer::Agent => matches!(who, Person::Alice | Person::Bruno),
            Performer::Manager => who == Person::Alice,
            Performer::Assignee => self.holder == Some(who),
            Performer::AgentOfRoads => who == Person::David,
        }
    }
}
