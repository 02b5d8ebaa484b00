//! A request as it should be.

use std::collections::BTreeSet;

use grc::Instant;
use grc::definition::LinkKind;

use super::definitions::{Place, Task, Way};
use super::people::Person;

/// Statuses to which a request may go back, at most.
const LONGEST_TRAIL: usize = 16;

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
    /// The status that its applicant is shown while that one is hidden from them.
    pub(crate) shown: Option<usize>,
    /// Where it goes back, the next one last.
    pub(crate) trail: Vec<usize>,
    pub(crate) holder: Option<Person>,
    /// What is to be done there, until it is done or left; and whether it was seen to be late.
    pub(crate) task: Option<(Task, Instant, bool)>,
    /// Tasks opened by hand.
    pub(crate) by_hand: usize,
    /// Whether the roads service ever had work to do there, or was asked for its opinion.
    pub(crate) roads_worked: bool,
    pub(crate) roads_were_asked: bool,
    /// Whether a way out of the status names the roads service.
    pub(crate) roads_are_called_upon: bool,
    /// Whether it has the room; and whether too much was taken when it took it.
    pub(crate) room: Option<bool>,
    pub(crate) tags: BTreeSet<&'static str>,
    pub(crate) links: BTreeSet<(LinkKind, usize)>,
    pub(crate) timers: Vec<(Instant, Timer)>,
    /// Letters written so far.
    pub(crate) letters: usize,
    /// Letters that time wrote.
    pub(crate) fired: usize,
    /// Entries into statuses; those of which its applicant is told.
    pub(crate) entries: usize,
    pub(crate) told_entries: usize,
    /// Tasks that were seen to be late.
    pub(crate) late: usize,
    pub(crate) created: usize,
}

impl Expected {
    pub(crate) fn new(owner: Person, day: usize, hurried: bool, letters: usize) -> Self {
        Self {
            owner,
            day,
            hurried,
            letters,
            status: 0,
            shown: None,
            trail: Vec::new(),
            holder: None,
            task: None,
            by_hand: 0,
            roads_worked: false,
            roads_were_asked: false,
            roads_are_called_upon: false,
            room: None,
            tags: BTreeSet::new(),
            links: BTreeSet::new(),
            timers: Vec::new(),
            fired: 0,
            entries: 0,
            told_entries: 0,
            late: 0,
            created: 0,
        }
    }

    /// The status that its applicant is shown.
    pub(crate) fn shown_status(&self) -> usize {
        self.shown.unwrap_or(self.status)
    }

    /// Where a way leads the request; nowhere, when there is none to go back to.
    pub(crate) fn end_of(&self, way: &Way) -> Option<usize> {
        match way.to {
            Place::Status(to) => Some(to),
            Place::Previous => self.trail.last().copied(),
        }
    }

    pub(crate) fn remember(&mut self, from: usize, to: usize, place: Place) {
        if place == Place::Previous {
            self.trail.pop();
        } else if from != to {
            self.trail.push(from);
            if self.trail.len() > LONGEST_TRAIL {
                self.trail.remove(0);
            }
        }
    }

    /// What its applicant is shown of its entry into a status, which comes after another, or begins.
    pub(crate) fn show(&mut self, to: usize, is_next: bool, hidden: bool) {
        let was_shown = is_next.then(|| self.shown_status());
        let comes_back = self.shown.is_some() && was_shown == Some(to);
        self.shown = was_shown.filter(|_| hidden);
        self.told_entries += usize::from(!hidden && !comes_back);
    }
}
