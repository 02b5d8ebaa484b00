//! Python's operations beside the same in Rust, each on a store of its own with the same requests: `make door`.
//!
//! Both sides take turns. What Python is given are its own values, what it gets are records, which it reads. A check of the form is
//! so short that its time over Rust's is what counts.

use std::cell::Cell;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use grc::engine::Part;
use grc::request::RequestId;
use grc::store::sqlite::Durability;
use grc::{Actor, CatalogueFilter, Engine, Language, PageRequest, RequestQuery, TaskQuery, Values, Visitor};
use serde_json::{Value as Json, json};

use crate::measure::{Probe, alternate, median, short, time};
use crate::program::Program;
use crate::validate::with_faults;
use crate::{larger, town};

/// Requests in each store before the first turn.
const FILED: usize = 500;
const MODES: [(&str, Durability); 2] = [("full", Durability::Full), ("off", Durability::Off)];
/// Rounds of what only reads, with the most operations in a turn: a turn is short, so that it is rarely interrupted.
const READING: (usize, usize) = (300, 20);
/// Rounds and operations of what writes, with and without a sync for each.
const WRITING: [(usize, usize); 2] = [(24, 20), (60, 20)];
/// Turns of each operation before the first that counts.
const WARMING: usize = 3;
/// Most that an operation takes in Python, beside Rust.
const TARGET: f64 = 1.25;
/// Most that Python adds to the check of the form.
const OVER: Duration = Duration::from_micros(15);
/// Least that two threads do, beside one.
const TOGETHER: f64 = 1.5;
/// Most that `import grc` adds to the start of Python.
const IMPORT: Duration = Duration::from_millis(30);
const STARTS: usize = 40;

/// What is asked in either language, under the same name.
const READS: [&str; 6] =
    ["request", "requests, a page of 50", "tasks, a page of 50", "history", "route", "catalogue"];

pub(crate) fn run() {
    let python = python();
    let directory = town::directory();
    let towns = MODES.map(|mode| Town::filled(directory.path(), mode));
    let told = told(directory.path(), &towns);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/door.py");
    let program = Program::start(&python, &script, directory.path(), &told);
    let [town, _] = &towns;

    println!(
        "\n{:<44}{:>11}{:>11}{:>11}   ratio  target",
        "an operation on a file", "Rust", "Python", "over"
    );
    for read in READS {
        rounds(town, &program, read, READING).print(read, Target::Ratio, "");
    }
    let mut probe = Probe::beside(&town.path);
    for (town, turns) in towns.iter().zip(WRITING) {
        for written in ["submit", "act"] {
            let sync = if town.mode == "full" {
                format!("one sync: {}", short(probe.sync()))
            } else {
                String::new()
            };
            let name = format!("{written}, synchronous={}", town.mode.to_uppercase());
            rounds(town, &program, written, turns).print(&name, Target::Ratio, &sync);
        }
    }
    for check in ["validate, accepted", "validate, 7 faults"] {
        rounds(town, &program, check, READING).print(check, Target::Over, "");
    }
    threads(&program);
    starts(&python);
}

/// The interpreter in which `make door` has installed the wheel.
fn python() -> PathBuf {
    let python = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("door").join("bin/python");
    assert!(python.is_file(), "the wheel is not installed: run `make door`");
    python
}

/// A store, and who uses it from Rust.
struct Town {
    mode: &'static str,
    path: PathBuf,
    engine: Engine,
    requests: Vec<RequestId>,
    rank: Cell<usize>,
    agent: Actor,
    visitor: Visitor,
    accepted: Values,
    refused: Values,
}

impl Town {
    fn filled(directory: &Path, (mode, durability): (&'static str, Durability)) -> Self {
        let path = directory.join(format!("rust-{mode}.db"));
        let requests = {
            let (_store, engine) = town::open(&path, Durability::Off);
            (0..FILED).map(|rank| town::submit(&engine, rank)).collect()
        };
        let (_store, engine) = town::open(&path, durability);
        let visitor =
            Visitor { language: Some(Language::French), ..Visitor::of(&Actor::applicant("compte-1")) };
        let accepted = town::answers();
        Self {
            mode,
            path,
            engine,
            requests,
            rank: Cell::new(FILED),
            agent: Actor::agent(town::AGENT),
            visitor,
            refused: with_faults(&accepted),
            accepted,
        }
    }

    fn filed(&self) -> RequestId {
        let rank = self.rank.replace(self.rank.get() + 1);
        town::submit(&self.engine, rank)
    }

    fn validated(&self, answers: &Values) {
        let report =
            self.engine.validate(town::PROCEDURE, town::SCENARIO, &self.visitor, answers, &Part::whole());
        for fault in report.expect("a report").faults {
            black_box(fault.message(Language::French));
        }
    }

    /// How long an operation takes, so many times.
    fn turn(&self, operation: &str, count: usize) -> Duration {
        let (engine, agent, known) = (&self.engine, &self.agent, self.requests[FILED / 2]);
        let (page, visitor) = (PageRequest::default(), &self.visitor);
        let timed = |work: &dyn Fn()| time(|| (0..count).for_each(|_| work())).0;
        match operation {
            "validate, accepted" => timed(&|| self.validated(&self.accepted)),
            "validate, 7 faults" => timed(&|| self.validated(&self.refused)),
            "submit" => timed(&|| _ = black_box(self.filed())),
            "act" => {
                let requests: Vec<RequestId> = (0..count).map(|_| self.filed()).collect();
                time(|| requests.iter().for_each(|request| town::act(engine, *request))).0
            }
            "request" => timed(&|| seen(engine.request(agent, known, Language::French))),
            "requests, a page of 50" => {
                timed(&|| seen(engine.requests(agent, &RequestQuery::default(), &page)))
            }
            "tasks, a page of 50" => timed(&|| seen(engine.tasks(agent, &TaskQuery::default(), &page))),
            "history" => timed(&|| seen(engine.history(agent, known, Language::French))),
            "route" => timed(&|| seen(engine.route(town::PROCEDURE, visitor))),
            "catalogue" => timed(&|| seen(engine.catalogue(visitor, &CatalogueFilter::default()))),
            _ => panic!("{operation}: no such operation"),
        }
    }
}

fn seen<T, E: std::fmt::Debug>(result: Result<T, E>) {
    drop(black_box(result.expect("the operation is performed")));
}

/// Copies the stores for Python, and writes what it is told.
fn told(directory: &Path, towns: &[Town]) -> PathBuf {
    let stores = towns.iter().map(|town| {
        let path = directory.join(format!("python-{}.db", town.mode));
        town.engine.backup(&Actor::System, &path).expect("a copy");
        let store = json!({"path": path, "durability": town.mode, "requests": town.requests});
        (town.mode.to_owned(), store)
    });
    let stores: serde_json::Map<String, Json> = stores.collect();
    let accepted = town::answers();
    let told = json!({
        "procedure": town::PROCEDURE, "scenario": town::SCENARIO, "agent": town::AGENT, "transition": "calculer",
        "accepted": accepted, "refused": with_faults(&accepted), "first": FILED, "stores": stores,
        "larger": larger::catalogue_of_copies(), "larger_answers": larger::answers(&accepted),
    });
    let path = directory.join("door.json");
    fs::write(&path, told.to_string()).expect("a file for Python");
    path
}

/// What an operation is to reach.
enum Target {
    Ratio,
    Over,
}

/// The time of an operation in each language, round by round.
struct Rounds(Vec<[Duration; 2]>);

fn rounds(town: &Town, program: &Program, operation: &str, (rounds, most): (usize, usize)) -> Rounds {
    let count = if operation.contains("page") { most / 5 } else { most };
    let rust = || town.turn(operation, count) / count as u32;
    let python = || program.ask(town.mode, operation, count).0 / count as u32;
    for _ in 0..WARMING {
        black_box((rust(), python()));
    }
    let round = |round| {
        let (rust, python) = alternate(round, rust, python);
        [rust, python]
    };
    Rounds((0..rounds).map(round).collect())
}

impl Rounds {
    /// Medians of both sides, of what Python adds in a round, and of the ratios of the rounds.
    fn print(&self, name: &str, target: Target, note: &str) {
        let side = |side: usize| short(median(&self.0.iter().map(|round| round[side]).collect::<Vec<_>>()));
        let over: Vec<Duration> = self.0.iter().map(|[rust, python]| python.saturating_sub(*rust)).collect();
        let ratios: Vec<f64> =
            self.0.iter().map(|[rust, python]| python.as_secs_f64() / rust.as_secs_f64()).collect();
        let (over, ratio) = (median(&over), median(&ratios));
        let (told, is_met) = match target {
            Target::Ratio => (format!("<= {TARGET}x"), ratio <= TARGET),
            Target::Over => (format!("<= {} over", short(OVER)), over <= OVER),
        };
        println!(
            "{name:<44}{:>11}{:>11}{:>11}  {ratio:>5.2}x  {told}{}  {note}",
            side(0),
            side(1),
            short(over),
            missed(is_met)
        );
    }
}

/// Two threads that check the form of 300 fields, beside one.
fn threads(program: &Program) {
    let (_, engine) = (town::directory(), Engine::open(":memory:").expect("a store"));
    engine.publish(&Actor::System, &larger::sources()).expect("the catalogue is published");
    let (visitor, answers) = (Visitor::of(&Actor::applicant("compte-1")), larger::answers(&town::answers()));
    let check = |count: usize| {
        for _ in 0..count {
            let report = engine.validate(town::PROCEDURE, town::SCENARIO, &visitor, &answers, &Part::whole());
            assert!(report.expect("a report").is_accepted());
        }
    };
    const CHECKS: usize = 20;
    let rust = |threads: usize| {
        let work =
            || std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(|| check(CHECKS)))));
        time(work).0.as_secs_f64()
    };
    let python = |threads: &str| program.ask("300 fields", threads, CHECKS).0.as_secs_f64();
    let (mut of_rust, mut of_python) = (Vec::new(), Vec::new());
    for _ in 0..READING.0 {
        of_rust.push(2.0 * rust(1) / rust(2));
        of_python.push(2.0 * python("one thread") / python("two threads"));
    }
    let (rust, python) = (median(&of_rust), median(&of_python));
    println!("\n{:<44}{:>11}{:>11}", "a check of 300 fields", "Rust", "Python");
    let name = "two threads, beside one";
    println!("{name:<44}{rust:>10.2}x{python:>10.2}x  >= {TOGETHER}x{}", missed(python >= TOGETHER));
}

/// How long a program that imports the package takes to start and end, beside one that does nothing.
fn starts(python: &Path) {
    let start = |program: &str| {
        let ended = time(|| Command::new(python).args(["-c", program]).status());
        assert!(ended.1.expect("an interpreter").success());
        ended.0
    };
    let (mut bare, mut with, mut over) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..STARTS {
        let (alone, imported) = alternate(round, || start("pass"), || start("import grc"));
        bare.push(alone);
        with.push(imported);
        over.push(imported.saturating_sub(alone));
    }
    let median = |times: &[Duration]| short(median(times));
    let (alone, imported, told) = (median(&bare), median(&with), median(&over));
    let is_met = crate::measure::median(&over) <= IMPORT;
    println!("\n{:<44}{:>11}{:>11}{:>11}", "a fresh process", "nothing", "import grc", "over");
    println!(
        "{:<44}{alone:>11}{imported:>11}{told:>11}  <= {}{}",
        "from start to end",
        short(IMPORT),
        missed(is_met)
    );
}

fn missed(is_met: bool) -> &'static str {
    if is_met { "" } else { "  MISSED" }
}
