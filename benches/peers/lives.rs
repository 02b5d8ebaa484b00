//! The whole life of a request, beside what a team would write without the engine: checked, filed, moved three times, each
//! committed at once.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use grc::request::Role;
use grc::store::sqlite::{Durability, Options, SqliteStore};
use grc::{Actor, Agent, Applicant, Engine, Host, Input, Sources, Submission, Values};
use serde_json::{Value as Json, json};

use super::{folder, form, started};
use crate::measure::{Probe, median, short};
use crate::town;
use crate::validate::process;

const ACTIONS: [&str; 3] = ["calculer", "proposer", "inscrire"];
const ROUNDS: usize = 16;
/// Lives in each turn, by mode.
const MODES: [(&str, Durability, usize); 2] = [("FULL", Durability::Full, 10), ("OFF", Durability::Off, 25)];
/// Turns before the first that counts.
const WARMING: usize = 3;

/// A way to lead so many lives. Gives the time of all, and that of processors.
struct Contender<'c> {
    name: String,
    lead: Box<dyn FnMut(usize) -> (Duration, Duration) + 'c>,
}

pub(crate) fn run() {
    let folder = folder();
    forget_databases(&folder);
    let (process, answers) = (process(&town::sources()), town::answers());
    let files = form::export(&folder, process.form.schema(), &catalogue());
    let programs = started("lives", &folder, &files);
    for (mode, durability, lives) in MODES {
        let directory = town::directory();
        let path = directory.path().join("lives.db");
        let engine = open(&path, durability);
        let mut rank = 0;
        let lead = |count: usize| {
            let (start, busy) = (Instant::now(), Busy::now());
            for _ in 0..count {
                live(&engine, rank, &answers);
                rank += 1;
            }
            (start.elapsed(), busy.elapsed())
        };
        let mut contenders = vec![Contender { name: "this engine".to_owned(), lead: Box::new(lead) }];
        for program in &programs {
            for name in program.names() {
                let lead = move |count: usize| {
                    let (elapsed, busy) = program.ask(name, mode, count);
                    (elapsed, Duration::from_micros(busy as u64))
                };
                contenders.push(Contender { name: name.clone(), lead: Box::new(lead) });
            }
        }
        measure(mode, lives, &mut contenders, Probe::beside(&path));
    }
    forget_databases(&folder);
}

/// Those that the programs made when they were last run.
fn forget_databases(folder: &Path) {
    for entry in fs::read_dir(folder).expect("the folder of the others") {
        let path = entry.expect("a file").path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().contains(".db")) {
            fs::remove_file(path).expect("a database is removed");
        }
    }
}

/// The definitions of the town that is measured, with a step more to its circuit.
fn catalogue() -> Json {
    let mut catalogue = town::catalogue();
    let statuses = &mut catalogue["procedures"][0]["scenarios"][0]["workflow"]["statuses"];
    let last = statuses["a_tarifer"]["transitions"].take();
    statuses["a_tarifer"]["transitions"] = json!([
        {"id": "proposer", "label": "Proposer le tarif", "to": "tarif_propose", "by": ["agent"]}
    ]);
    statuses["tarif_propose"] = json!({
        "label": "Tarif proposé", "state": "in_progress",
        "tasks": [{"id": "relire", "title": "Relire le tarif de {{ request.reference }}", "service": "=procedure.service"}],
        "transitions": Json::Null,
    });
    statuses["tarif_propose"]["transitions"] = last;
    catalogue
}

fn open(path: &Path, durability: Durability) -> Engine {
    let options = Options { durability, ..Options::default() };
    let store = SqliteStore::open_with(path, options).expect("the store opens");
    let engine = Engine::on(Arc::new(store), Host::new());
    engine.publish(&Actor::System, &Sources::from_value(catalogue())).expect("the catalogue is published");
    let agent = Agent::new(town::AGENT, "Nadia Benali").with_role(Role::Manager, "enfance");
    engine.put_agent(&Actor::System, &agent).expect("the agent is registered");
    engine
}

fn live(engine: &Engine, rank: usize, answers: &Values) {
    let applicant =
        Applicant::citizen("Irène", &format!("Morel{rank}")).with_email(&format!("irene.{rank}@exemple.fr"));
    let submission = Submission::new(town::PROCEDURE, town::SCENARIO, applicant, answers.clone());
    let actor = Actor::applicant(format!("compte-{rank}"));
    let request = engine.submit(&actor, submission).expect("the request is filed").id;
    for action in ACTIONS {
        engine
            .act(&Actor::agent(town::AGENT), request, action, Input::none())
            .expect("the transition is performed");
    }
}

/// Lets all take turns, and prints the table: the first is the one that the others are compared with.
fn measure(mode: &str, lives: usize, contenders: &mut [Contender<'_>], mut probe: Probe) {
    for contender in &mut *contenders {
        for _ in 0..WARMING {
            (contender.lead)(lives);
        }
    }
    let (mut times, mut busy) = (vec![Vec::new(); contenders.len()], vec![Duration::ZERO; contenders.len()]);
    let mut syncs = Vec::new();
    for round in 0..ROUNDS {
        syncs.push(probe.sync());
        for turn in 0..contenders.len() {
            let index = (round + turn) % contenders.len();
            let (elapsed, processors) = (contenders[index].lead)(lives);
            times[index].push(elapsed.as_secs_f64() / lives as f64);
            busy[index] += processors;
        }
    }
    println!("\nlives, synchronous={mode} (one sync: {})", short(median(&syncs)));
    println!(
        "{:<40}{:>12}{:>12}{:>16}{:>22}",
        "", "a life", "a second", "processor time", "beside this engine"
    );
    for (index, contender) in contenders.iter().enumerate() {
        let ratios: Vec<f64> =
            times[index].iter().zip(&times[0]).map(|(other, engine)| other / engine).collect();
        let life = median(&times[index]);
        println!(
            "{:<40}{:>12}{:>12.0}{:>16}{:>21.2}x",
            contender.name,
            short(Duration::from_secs_f64(life)),
            1.0 / life,
            short(busy[index] / (ROUNDS * lives) as u32),
            median(&ratios),
        );
    }
}

/// What the processors did for this program, its threads together, in hundredths of a second: enough for many turns.
struct Busy(u64);

impl Busy {
    fn now() -> Self {
        // The name of the program may hold blanks: what follows it is counted from its end. 14th and 15th fields.
        let told = fs::read_to_string("/proc/self/stat").unwrap_or_default();
        let fields = told.rsplit(')').next().unwrap_or_default().split_whitespace();
        Self(fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum())
    }

    fn elapsed(&self) -> Duration {
        Duration::from_millis(10 * (Self::now().0 - self.0))
    }
}
