//! The common figures, in a store of a hundred thousand requests beside one of ten thousand.

use std::hint::black_box;
use std::time::Duration;

use grc::engine::{StatisticsKind, StatisticsQuery};
use grc::request::Request;
use grc::store::{Closing, Figures, Month};
use grc::{Actor, Engine, Language};

use crate::list::{FEW, MANY, fill};
use crate::measure::{Duel, alternate, time, title};
use crate::town;

const ROUNDS: usize = 40;
const SHEETS: usize = 3;
const HOUR: i64 = 3_600_000;

pub(crate) fn run() {
    let directory = town::directory();
    let filled = |name: &str, requests| fill(&directory.path().join(name), requests, end);
    let (filling, (few, many)) = time(|| (filled("few.db", FEW), filled("many.db", MANY)));
    title(&format!("figures (filled in {:.0} s)", filling.as_secs_f64()), "at 10,000", "at 100,000");
    let all = StatisticsQuery::new;
    let sheets: [(&str, StatisticsQuery, f64); 3] = [
        ("by status", all(StatisticsKind::ByStatus), 1.2),
        ("by agent", all(StatisticsKind::ByAgent), 1.2),
        ("delays of all procedures, by month", all(StatisticsKind::Delays), 2.0),
    ];
    for (name, query, target) in sheets {
        let sheet = |engine: &Engine| {
            engine.statistics(&Actor::System, &query, Language::French).expect("the figures").rows
        };
        assert!(!sheet(&few).is_empty(), "{name}");
        let each = |engine: &Engine| -> Vec<Duration> {
            (0..SHEETS).map(|_| time(|| drop(black_box(sheet(engine)))).0).collect()
        };
        let mut duel = Duel::default();
        for round in 0..ROUNDS {
            let (few, many) = alternate(round, || each(&few), || each(&many));
            duel.round(&few, &many);
        }
        duel.print(name, target, &format!("{} rows", sheet(&many).len()));
    }
}

/// Ends a request that stands closed, in one of twelve months, after an hour to some eighty days.
fn end(request: &mut Request, rank: usize) -> Figures {
    if !request.state.is_closed() {
        return Figures::default();
    }
    let hours = i64::try_from(1 + rank * 7919 % 2000).expect("a small number");
    request.closed_at = Some(request.received_at.plus_milliseconds(hours * HOUR));
    let month = u32::try_from(1 + rank / 45 % 12).expect("a small number");
    let closing = Closing { month: Month(202_500 + month), on_time: Some(!rank.is_multiple_of(9)) };
    Figures { waited: 0, closing: Some(closing) }
}
