//! What the engine says of each request and of all, beside what the reference says.

use std::collections::BTreeSet;

use grc::definition::{Id, LinkKind};
use grc::{Actor, ErrorCode, PageRequest, RequestQuery};

use super::common::FR;
use super::definitions::status_name;
use super::machine::{Machine, TAGS};
use super::people::{Level, Person};
use super::reference::Town;
use super::request::Expected;

impl Machine {
    pub(crate) fn compare(&self, town: &Town, request: usize) {
        let (expected, view) = (&town.requests[request], self.seen(request));
        assert_eq!(view.status.as_str(), status_name(expected.status), "the status of request {request}");
        assert_eq!(view.agent.as_deref(), expected.holder.map(Person::id), "who has request {request}");
        assert_eq!(
            view.tasks.len(),
            usize::from(expected.task.is_some()) + expected.by_hand,
            "open tasks of request {request}"
        );
        assert!(!view.state.is_closed() || view.tasks.is_empty(), "a closed request awaits nothing");
        let room: Vec<bool> = view.claims.iter().map(|claim| claim.conflict).collect();
        assert_eq!(room, Vec::from_iter(expected.room), "what request {request} has of the room");
        let tags: Vec<&str> = view.tags.iter().map(Id::as_str).collect();
        assert_eq!(tags, Vec::from_iter(expected.tags.iter().copied()), "the tags of request {request}");
        let links = view.links.iter().filter(|link| link.kind != LinkKind::Child);
        let rank = |id| self.known.iter().position(|known| *known == id).unwrap();
        let links: BTreeSet<_> = links.map(|link| (link.kind, rank(link.request))).collect();
        assert_eq!(links, expected.links, "the ties of request {request}");
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
            ("task_overdue", expected.late),
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
        let sees = town.level(who, request) > Level::Nothing;
        assert_eq!(
            (history.is_ok(), self.is_listed(town, request, who)),
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
        if who.applies() {
            assert!(view.tasks.is_empty() && view.claims.is_empty() && view.tags.is_empty());
            assert!(view.agent.is_none() && view.links.iter().all(|link| link.kind == LinkKind::Child));
            assert_eq!(view.status.as_str(), status_name(expected.shown_status()), "what is shown");
            let entries = history.unwrap().iter().filter(|line| line.kind == "status_entered").count();
            assert_eq!(entries, expected.told_entries, "the statuses that {who:?} was told");
        } else {
            assert_eq!(view.status.as_str(), status_name(expected.status), "what is hidden from nobody else");
        }
    }

    /// Whether someone finds a request in their list, in the status that they know; an agent, in the list of what they have
    /// in hand too.
    fn is_listed(&self, town: &Town, request: usize, who: Person) -> bool {
        let own = (!who.applies())
            .then(|| RequestQuery { agent: Some(who.id().to_owned()), ..RequestQuery::default() });
        [RequestQuery::default()].into_iter().chain(own).any(|query| {
            let page = PageRequest { limit: Some(500), after: None };
            let Ok(page) = self.engine.requests(&who.actor(), &query, &page) else { return false };
            let Some(row) = page.rows.iter().find(|row| row.id == self.known[request]) else { return false };
            let expected = &town.requests[request];
            let status = if who.applies() { expected.shown_status() } else { expected.status };
            assert_eq!(row.status.as_str(), status_name(status), "the line of request {request} for {who:?}");
            true
        })
    }

    /// No day of the room has more than its places, unless agents are warned: counted from what requests have.
    pub(crate) fn compare_room(&self, town: &Town) {
        let held: Vec<_> = (0..self.known.len()).flat_map(|request| self.seen(request).claims).collect();
        for one in held.iter().filter(|_| town.circuit.refuses) {
            let together = held.iter().filter(|other| other.period().overlaps(one.period())).count();
            assert!(together <= town.circuit.places, "{together} have the room at once");
            assert!(!one.conflict, "nobody is warned of what is refused");
        }
    }

    /// Every history gives its row, totals are those that are counted one by one, tags find their requests.
    pub(crate) fn compare_whole(&self, town: &Town) {
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
        for tag in TAGS {
            let query = RequestQuery { tag: Some(tag.to_owned()), ..RequestQuery::default() };
            let page = PageRequest { limit: Some(500), after: None };
            let found = self.engine.requests(&Actor::System, &query, &page).unwrap().rows;
            let found: BTreeSet<_> = found.iter().map(|row| row.id).collect();
            let tagged = town.requests.iter().zip(&self.known).filter(|(one, _)| one.tags.contains(tag));
            assert_eq!(found, tagged.map(|(_, id)| *id).collect(), "the requests tagged {tag}");
        }
    }
}
