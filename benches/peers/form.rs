//! The form beside other validators, on the same schema and answers.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use grc::Values;
use grc::definition::Language;
use serde_json::{Value as Json, json};

use super::{folder, started};
use crate::measure::{median, short, time};
use crate::town;
use crate::validate::{is_accepted, listed, process, report, validator, with_faults};

const ROUNDS: usize = 1000;
/// How long a contender's turn is, about: short, so that it is rarely interrupted by other work.
const TURN: Duration = Duration::from_micros(100);
/// Turns before the first that counts: a compiler at work while the program runs needs some.
const WARMING: usize = 200;

/// A validator: checks one of the two cases so many times. Gives the time of all, and how many faults it told.
struct Contender<'c> {
    name: String,
    check: Box<dyn FnMut(Case, usize) -> (Duration, usize) + 'c>,
}

/// Which answers are checked.
#[derive(Clone, Copy, Debug)]
enum Case {
    Accepted,
    Refused,
}

pub(crate) fn run() {
    let folder = folder();
    let process = process(&town::sources());
    let accepted = town::answers();
    let refused = with_faults(&accepted);
    let files = export(&folder, process.form.schema(), &town::catalogue());
    let validator = validator(&process);

    let told = |answers: &Values| {
        let faults = report(&process, answers).faults;
        let said = faults.iter().map(|fault| (fault.path.clone(), fault.message(Language::French)));
        black_box(said.collect::<Vec<_>>()).len()
    };
    let engine = in_rust("this engine", |case| match case {
        Case::Accepted => told(&accepted),
        Case::Refused => told(&refused),
    });
    let bare = in_rust("jsonschema (Rust), conditions by hand", |case| match case {
        Case::Accepted => usize::from(!is_accepted(&validator, &accepted)),
        Case::Refused => listed(&validator, &refused),
    });
    let programs = started("form", &folder, &files);
    let mut contenders = vec![engine, bare];
    for program in &programs {
        for name in program.names() {
            let check = |case: Case, count: usize| program.ask(name, &format!("{case:?}"), count);
            contenders.push(Contender { name: name.clone(), check: Box::new(check) });
        }
    }
    for case in [Case::Accepted, Case::Refused] {
        measure(case, &mut contenders);
    }
}

/// Writes what all read: the schema of the form, the answers, and the definitions for whoever takes them.
pub(super) fn export(folder: &Path, schema: &Json, catalogue: &Json) -> PathBuf {
    let path = folder.join("form.json");
    let accepted = town::answers();
    let refused = with_faults(&accepted);
    let form = json!({"schema": schema, "Accepted": accepted, "Refused": refused, "catalogue": catalogue});
    fs::write(&path, form.to_string()).expect("a file for the others");
    path
}

fn in_rust<'c>(name: &str, check: impl Fn(Case) -> usize + 'c) -> Contender<'c> {
    let check = move |case: Case, count: usize| {
        time(|| (0..count).map(|_| black_box(check(case))).fold(0, usize::max))
    };
    Contender { name: name.to_owned(), check: Box::new(check) }
}

/// Lets all take turns, and prints the table: the first is the one that the others are compared with.
fn measure(case: Case, contenders: &mut [Contender<'_>]) {
    let steps = steps(contenders.len());
    let counts: Vec<usize> = contenders.iter_mut().map(|contender| warmed(contender, case)).collect();
    let mut times = vec![Vec::new(); contenders.len()];
    let mut faults = vec![0; contenders.len()];
    for round in 0..ROUNDS {
        for turn in 0..contenders.len() {
            let index = (round + turn * steps[round % steps.len()]) % contenders.len();
            let (elapsed, told) = (contenders[index].check)(case, counts[index]);
            times[index].push(elapsed.as_secs_f64() / counts[index] as f64);
            faults[index] = told;
        }
    }
    println!("\n{case:?}{:>40}{:>12}{:>22}", "median", "faults", "beside this engine");
    for (index, contender) in contenders.iter().enumerate() {
        let ratios: Vec<f64> =
            times[index].iter().zip(&times[0]).map(|(other, engine)| other / engine).collect();
        println!(
            "{:<40}{:>12}{:>8}{:>15.2}x",
            contender.name,
            short(Duration::from_secs_f64(median(&times[index]))),
            faults[index],
            median(&ratios),
        );
    }
}

/// The order of turns changes, so that nobody always comes after the same one: in each round, one of these steps leads from a
/// contender to the next, and to all.
fn steps(contenders: usize) -> Vec<usize> {
    (1..contenders).filter(|step| greatest_common_divisor(*step, contenders) == 1).collect()
}

fn greatest_common_divisor(one: usize, other: usize) -> usize {
    if other == 0 { one } else { greatest_common_divisor(other, one % other) }
}

/// How many checks a turn has, once the contender is warm.
fn warmed(contender: &mut Contender<'_>, case: Case) -> usize {
    let mut count = 1;
    for _ in 0..WARMING {
        let (elapsed, _) = (contender.check)(case, count);
        let fits = TURN.as_secs_f64() / elapsed.as_secs_f64().max(1e-9) * count as f64;
        count = (fits as usize).clamp(1, 10 * count);
    }
    count
}
