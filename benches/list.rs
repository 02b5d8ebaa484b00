//! A page of fifty requests, in a store of a hundred thousand beside one of ten thousand.

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use grc::definition::{Id, Name, State};
use grc::request::history::ChainedEvent;
use grc::request::{Instant, Request, RequestId, TaskId};
use grc::store::sqlite::Durability;
use grc::store::{Change, Figures, RequestKey, SqliteStore, read, write};
use grc::{Actor, Engine, PageRequest, RequestQuery};
use uuid::Uuid;

use crate::measure::{Duel, alternate, time, title};
use crate::town;

pub(crate) const FEW: usize = 10_000;
pub(crate) const MANY: usize = 100_000;
const ROUNDS: usize = 60;
const PAGES: usize = 5;
/// Requests of one applicant, and with one name, in either store.
const OF_ONE: usize = 200;

pub(crate) fn run() {
    let directory = town::directory();
    let (filling, (few, many)) = time(|| {
        let filled =
            |name: &str, requests| fill(&directory.path().join(name), requests, |_, _| Figures::default());
        (filled("few.db", FEW), filled("many.db", MANY))
    });
    let heading = format!("list a page of 50 (filled in {:.0} s)", filling.as_secs_f64());
    title(&heading, "at 10,000", "at 100,000");
    let (system, agent) = (Actor::System, Actor::agent(town::AGENT));
    let all = RequestQuery::default;
    let by_text = |text: &str| RequestQuery { text: Some(text.to_owned()), ..all() };
    let lists: [(&str, Actor, RequestQuery); 10] = [
        ("all", system.clone(), all()),
        ("an agent's services", agent.clone(), all()),
        ("in a state", system.clone(), RequestQuery { state: Some(State::InProgress), ..all() }),
        ("an agent's, in a state", agent, RequestQuery { state: Some(State::New), ..all() }),
        (
            "of a procedure, in a status",
            system.clone(),
            RequestQuery { procedure: Some(procedure(3)), status: Some(standing(0).0), ..all() },
        ),
        ("of an applicant", Actor::applicant("compte-7"), all()),
        (
            "due first",
            system.clone(),
            RequestQuery { due_before: Some(Instant::from_milliseconds(i64::MAX)), ..all() },
        ),
        ("by a rare word", system.clone(), by_text("nom7x")),
        ("by a word that all have", system.clone(), by_text("iren")),
        ("by both", system, by_text("iren nom7x")),
    ];
    for (name, actor, query) in lists {
        let page =
            |engine: &Engine, page: &PageRequest| engine.requests(&actor, &query, page).expect("a page");
        for deep in [false, true] {
            let starts = [&few, &many].map(|engine| {
                let start =
                    if deep { halfway(|request| page(engine, request).next) } else { PageRequest::default() };
                assert_eq!(page(engine, &start).rows.len(), 50, "{name}");
                start
            });
            let each = |engine: &Engine, start: &PageRequest| -> Vec<Duration> {
                (0..PAGES).map(|_| time(|| drop(black_box(page(engine, start)))).0).collect()
            };
            let mut duel = Duel::default();
            for round in 0..ROUNDS {
                let (few, many) = alternate(round, || each(&few, &starts[0]), || each(&many, &starts[1]));
                duel.round(&few, &many);
            }
            duel.print(&format!("{name}, {}", if deep { "halfway" } else { "first page" }), 1.2, "");
        }
    }
}

/// The page in the middle of a list, reached by tokens.
fn halfway(next: impl Fn(&PageRequest) -> Option<String>) -> PageRequest {
    let after = |limit: usize, token: Option<String>| next(&PageRequest { limit: Some(limit), after: token });
    let limit = if after(500, None).is_some() { 500 } else { 50 };
    let tokens: Vec<String> =
        std::iter::successors(after(limit, None), |token| after(limit, Some(token.clone()))).collect();
    PageRequest { limit: None, after: tokens.get(tokens.len() / 2).cloned() }
}

/// A store with that many requests, in all statuses, of several procedures, services and applicants.
pub(crate) fn fill(path: &Path, requests: usize, end: impl Fn(&mut Request, usize) -> Figures) -> Engine {
    let (store, engine) = town::open(path, Durability::Off);
    let model = town::submit(&engine, 0);
    let (model, history) = read(store.as_ref(), |reading| {
        Ok((reading.request(&RequestKey::Id(model))?.expect("the model"), reading.history(model)?))
    })
    .expect("the model is read");
    for start in (1..requests).step_by(1000) {
        let until = requests.min(start + 1000);
        let copies: Vec<(Request, Figures)> = (start..until)
            .map(|rank| {
                let mut request = copy(&model, rank, requests);
                let figures = end(&mut request, rank);
                (request, figures)
            })
            .collect();
        record(&store, &copies, &history);
    }
    engine
}

fn record(store: &SqliteStore, requests: &[(Request, Figures)], history: &[ChainedEvent]) {
    write(store, |writing| {
        requests.iter().try_for_each(|(request, figures)| {
            writing.record(&Change {
                previous: None,
                request,
                connector: None,
                events: history,
                outgoing: &[],
                figures: *figures,
            })
        })
    })
    .expect("the copies are written");
}

/// The `rank`th of as many requests: they do not come in the order in which they were received.
fn copy(model: &Request, rank: usize, requests: usize) -> Request {
    let mut request = model.clone();
    let shuffled = rank * 7919 % requests;
    let minutes = |count: usize| i64::try_from(count).expect("a small number") * 60_000;
    let owner = shuffled % (requests / OF_ONE);
    let renamed = |id: Uuid| Uuid::from_u128(id.as_u128() + rank as u128);
    request.id = RequestId(renamed(model.id.0));
    request.reference = format!("2025-{rank:06}");
    request.tracking_code = format!("{:016X}", (rank as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    request.procedure = procedure(shuffled / 3 % 5);
    (request.status, request.state) = standing(shuffled / 15 % 3);
    request.service = Id(["enfance", "finances", "accueil", "voirie"][shuffled / 45 % 4].to_owned());
    request.applicant_id = Some(format!("compte-{owner}"));
    request.applicant.last_name = Some(format!("Nom{owner}x"));
    request.received_at = model.received_at.plus_milliseconds(-minutes(shuffled));
    for task in &mut request.tasks {
        task.id = TaskId(renamed(task.id.0));
        task.service = request.service.clone();
        task.due = Some(request.received_at.plus_milliseconds(minutes(7 * 24 * 60)));
    }
    request
}

fn procedure(rank: usize) -> Id {
    Id(format!("demarche-{rank}"))
}

fn standing(rank: usize) -> (Name, State) {
    let (status, state) =
        [("a_traiter", State::New), ("a_tarifer", State::InProgress), ("inscrit", State::Done)][rank];
    (Name(status.to_owned()), state)
}
