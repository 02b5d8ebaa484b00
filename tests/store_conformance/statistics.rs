//! Figures, kept as requests change.

use std::collections::BTreeMap;

use grc::definition::State;
use grc::request::Instant;
use grc::store::{Closing, DelayFilter, Delays, FieldPath, Figures, Month, Store, Tally, TallyFilter, read};
use serde_json::json;

use crate::samples::{Case, id, minute, name};

const SERVICES: [&str; 3] = ["accueil", "voirie", "vie-associative"];
const STATUSES: [(&str, State); 4] = [
    ("a_instruire", State::New),
    ("en_cours", State::InProgress),
    ("clos", State::Done),
    ("annulee", State::Cancelled),
];
const MONTHS: [Month; 3] = [Month(202_602), Month(202_603), Month(202_604)];
const HOUR: i64 = 3_600_000;

/// Numbers that look random, the same at each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }

    fn among<T: Copy>(&mut self, several: &[T]) -> T {
        several[self.below(several.len())]
    }
}

/// A request, with what figures know of it beside.
struct Life {
    case: Case,
    waited: i64,
    closing: Option<Closing>,
}

/// Requests that were filed, moved, handed over, closed, opened again and closed again.
fn populate(store: &dyn Store) -> Vec<Life> {
    let mut numbers = Numbers(7);
    let mut lives: Vec<Life> = (1..=150)
        .map(|number| {
            let mut case = Case::new(number).with(|request| {
                request.procedure = id(["reservation-salle", "signalement-voirie"][numbers.below(2)]);
                request.service = id(numbers.among(&SERVICES));
                request.trial = numbers.below(10) == 0;
                request.received_at = minute(i64::try_from(numbers.below(40)).unwrap());
                if numbers.below(3) > 0 {
                    request.answers.insert("salle".to_owned(), json!(["bourg", "halle"][numbers.below(2)]));
                }
            });
            case.record(store);
            Life { case, waited: 0, closing: None }
        })
        .collect();
    for _ in 0..900 {
        let rank = numbers.below(lives.len());
        let life = &mut lives[rank];
        let (status, state) = numbers.among(&STATUSES);
        let (service, agent) =
            (numbers.among(&SERVICES), numbers.among(&[None, Some("samia"), Some("paul")]));
        // From an hour to more than a hundred days.
        let scale = numbers.among(&[1, 24, 24 * 120]);
        let taken = HOUR * i64::try_from(1 + numbers.below(60)).unwrap() * scale;
        let what = numbers.below(4);
        let closing = Closing {
            month: numbers.among(&MONTHS),
            on_time: numbers.among(&[None, Some(true), Some(false)]),
        };
        // What is closed goes on being closed, wherever it is handed.
        life.case.figures = Figures { waited: 0, closing: life.closing };
        match what {
            0 => life.case.alter(store, |request| request.service = id(service)),
            1 => life.case.alter(store, |request| request.agent = agent.map(str::to_owned)),
            _ => {
                let waited = if numbers.below(3) == 0 { HOUR } else { 0 };
                life.waited += waited;
                life.closing = state.is_closed().then_some(closing);
                life.case.figures = Figures { waited, closing: life.closing };
                let received = life.case.request.received_at;
                let closed = state.is_closed().then(|| received.plus_milliseconds(taken));
                life.case.alter(store, |request| {
                    (request.status, request.state) = (name(status), state);
                    request.closed_at = closed;
                });
            }
        }
    }
    lives
}

fn recount(
    lives: &[Life],
    filter: &TallyFilter,
) -> BTreeMap<(String, Option<String>, String, Option<String>), u64> {
    let mut sums = BTreeMap::new();
    for Life { case, .. } in lives {
        let request = &case.request;
        let counted = !request.trial
            && filter.services.as_ref().is_none_or(|services| services.contains(&request.service))
            && filter.procedure.as_ref().is_none_or(|procedure| *procedure == request.procedure)
            && filter.received_from.is_none_or(|from| request.received_at >= from)
            && filter.received_before.is_none_or(|before| request.received_at < before);
        if counted {
            let value =
                filter.field.as_ref().and_then(|_| request.answers.get("salle").map(ToString::to_string));
            let key = (request.procedure.0.clone(), request.agent.clone(), request.status.0.clone(), value);
            *sums.entry(key).or_insert(0) += 1;
        }
    }
    sums
}

pub(crate) fn tallies_equal_a_recount(store: &dyn Store) {
    let lives = populate(store);
    let criteria: [fn(&mut TallyFilter); 6] = [
        |filter| filter.services = Some(vec![id("voirie"), id("accueil")]),
        |filter| filter.services = Some(vec![]),
        |filter| filter.procedure = Some(id("signalement-voirie")),
        |filter| filter.received_from = Some(minute(10)),
        |filter| filter.received_before = Some(minute(30)),
        |filter| filter.field = Some(FieldPath::Answer(name("salle"))),
    ];
    let mut counted = 0;
    for first in &criteria {
        for second in &criteria {
            let mut filter = TallyFilter::default();
            for criterion in [first, second] {
                criterion(&mut filter);
            }
            let tallies = read(store, |reading| reading.tallies(&filter)).unwrap();
            counted += tallies.len();
            let found: BTreeMap<_, _> = tallies
                .iter()
                .map(|Tally { procedure, agent, status, value, requests, .. }| {
                    ((procedure.0.clone(), agent.clone(), status.0.clone(), value.clone()), *requests)
                })
                .collect();
            assert_eq!(found.len(), tallies.len(), "each once: {filter:?}");
            assert_eq!(found, recount(&lives, &filter), "{filter:?}");
        }
    }
    assert!(counted > 100, "next to nothing was counted");
    let states = read(store, |reading| reading.tallies(&TallyFilter::default())).unwrap();
    assert!(states.iter().all(|tally| STATUSES.contains(&(tally.status.as_str(), tally.state))));
}

/// The nearest rank: the least time that so many in a hundred do not pass.
fn nearest_rank(times: &[u64], percent: usize) -> u64 {
    let enough =
        |time: &&u64| times.iter().filter(|other| other <= time).count() * 100 >= times.len() * percent;
    *times.iter().find(enough).unwrap()
}

pub(crate) fn delays_equal_a_recount(store: &dyn Store) {
    let lives = populate(store);
    let mut timed = 0;
    for services in [None, Some(vec![id("voirie")]), Some(vec![id("voirie"), id("accueil")]), Some(vec![])] {
        for procedure in [None, Some(id("reservation-salle"))] {
            for (from, to) in [(0, u32::MAX), (202_603, 202_603), (202_603, 202_612)] {
                let filter = DelayFilter {
                    services: services.clone(),
                    procedure: procedure.clone(),
                    from: Month(from),
                    to: Month(to),
                };
                let mut groups: BTreeMap<_, Vec<(u64, Option<bool>)>> = BTreeMap::new();
                for Life { case, waited, closing } in &lives {
                    let request = &case.request;
                    let (Some(closing), Some(at)) = (closing, request.closed_at) else { continue };
                    let counted = !request.trial
                        && services.as_ref().is_none_or(|services| services.contains(&request.service))
                        && procedure.as_ref().is_none_or(|procedure| *procedure == request.procedure)
                        && (from..=to).contains(&closing.month.0);
                    if counted {
                        let elapsed =
                            (at.milliseconds() - request.received_at.milliseconds() - waited).max(0);
                        let times = groups.entry((request.procedure.clone(), closing.month)).or_default();
                        times.push((u64::try_from(elapsed).unwrap(), closing.on_time));
                    }
                }
                let expected: Vec<Delays> = groups
                    .into_iter()
                    .map(|((procedure, month), mut lives)| {
                        lives.sort();
                        let times: Vec<u64> = lives.iter().map(|(time, _)| *time).collect();
                        let on_time =
                            |is: Option<bool>| lives.iter().filter(|(_, one)| *one == is).count() as u64;
                        Delays {
                            procedure,
                            month,
                            closed: times.len() as u64,
                            median: nearest_rank(&times, 50),
                            ninetieth: nearest_rank(&times, 90),
                            dated: on_time(Some(true)) + on_time(Some(false)),
                            on_time: on_time(Some(true)),
                        }
                    })
                    .collect();
                timed += expected.len();
                assert_eq!(read(store, |reading| reading.delays(&filter)), Ok(expected), "{filter:?}");
            }
        }
    }
    assert!(timed > 20, "next to nothing was timed");
}

pub(crate) fn a_request_that_is_opened_again_is_timed_when_it_closes_again(store: &dyn Store) {
    let closing = |month| Some(Closing { month: Month(month), on_time: Some(true) });
    let all = DelayFilter { services: None, procedure: None, from: Month(0), to: Month(u32::MAX) };
    let seen = || {
        let delays = read(store, |reading| reading.delays(&all)).unwrap();
        delays.iter().map(|one| (one.month.0, one.closed, one.median)).collect::<Vec<_>>()
    };
    let mut case = Case::new(1);
    case.record(store);
    let close = |case: &mut Case, at: Instant, month| {
        case.figures = Figures { waited: 0, closing: closing(month) };
        case.alter(store, |request| (request.state, request.closed_at) = (State::Done, Some(at)));
    };
    let received = case.request.received_at;
    close(&mut case, received.plus_milliseconds(HOUR), 202_603);
    assert_eq!(seen(), [(202_603, 1, 3_600_000)]);
    case.figures = Figures::default();
    case.alter(store, |request| (request.state, request.closed_at) = (State::New, None));
    assert_eq!(seen(), []);
    case.figures = Figures { waited: HOUR, closing: None };
    case.alter(store, |request| request.state = State::InProgress);
    close(&mut case, received.plus_milliseconds(5 * HOUR), 202_604);
    assert_eq!(seen(), [(202_604, 1, 14_400_000)]);
}
