//! A list of 40,000 options, as long as that of all communes: a look-up, a search, the compilation of a form that uses it.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use grc::check::{check, compile_sealed, compile_sealed_list};
use grc::definition::Choice;
use grc::engine::{OptionQuery, Part};
use grc::folding::fold;
use grc::options::{Columns, OptionSet};
use grc::store::sqlite::{Durability, Options, SqliteStore};
use grc::{Actor, Engine, Host, Sources, Values, Visitor};
use serde_json::{Value as Json, json};

use crate::measure::{Duel, alternate, median, short, time, title};
use crate::town;

const OPTIONS: usize = 40_000;
const ROUNDS: usize = 40;
const EACH: usize = 50;

/// What people type: a rare beginning, a frequent one, a letter, a word inside, two words, a postal code.
const TYPED: [&str; 6] = ["Bussy-le-C", "saint", "s", "forêt", "forêt saint", "1400"];

pub(crate) fn run() {
    let table = table();
    let sources = sources(&table);
    let (published, engine, _directory) = publish(&sources);
    println!("\n40,000 options: a publication that brings them takes {}", short(published));

    let checked = check(&sources);
    let list = &checked.lists[0].json;
    let compiled: Vec<_> = (0..5).map(|_| time(|| compile_sealed_list(list).expect("a list"))).collect();
    let set = Arc::new(compile_sealed_list(list).expect("a list"));
    println!(
        "compiling the list: {}",
        short(median(&compiled.iter().map(|(elapsed, _)| *elapsed).collect::<Vec<_>>()))
    );
    let sealed = &checked.procedures[0].json;
    let (procedure, _) = time(|| compile_sealed(sealed, |_| Ok(Arc::clone(&set))).expect("a procedure"));
    println!(
        "compiling a procedure that uses it: {}, its sealed form {} bytes",
        short(procedure),
        sealed.len()
    );
    let (first, _) = time(|| set.search("x", 1, |_| true).len());
    println!("the first search, which makes the index: {}", short(first));

    let values: Vec<&str> = set.entries().iter().map(|entry| entry.value.as_str()).collect();
    let looked: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let (elapsed, found) =
                time(|| values.iter().filter(|value| set.position(value).is_some()).count());
            assert_eq!(found, OPTIONS);
            elapsed / OPTIONS as u32
        })
        .collect();
    println!("a look-up: {} ns", median(&looked).as_nanos());

    title("40,000 options, 20 wanted", "floor", "engine");
    let folded: Vec<String> =
        set.entries().iter().map(|entry| fold(entry.label.get(grc::Language::French))).collect();
    let visitor = Visitor::of(&Actor::applicant("compte-1"));
    for typed in TYPED {
        let query = OptionQuery::new("demande", "faire", "/commune").typed(typed);
        let found = || engine.options(&visitor, &query).expect("options").len();
        let scan = || scanned(&folded, &fold(typed));
        let mut duel = Duel::default();
        for round in 0..ROUNDS {
            let (floor, engine) = alternate(round, || each(&scan), || each(&found));
            duel.round(&floor, &engine);
        }
        duel.print(&format!("typed `{typed}`"), 1.0, "");
    }
    let given: Vec<Choice> = (0..1_000).map(option).collect();
    let (elapsed, set) = time(|| OptionSet::given(&given, &Columns::default()));
    assert_eq!(set.entries().len(), 1_000);
    println!("1,000 options that the host gives, compiled: {}", short(elapsed));
}

/// What a program without an index does: all folded labels are read, twice, to have the best first.
fn scanned(folded: &[String], typed: &str) -> usize {
    let begins = folded.iter().filter(|label| label.starts_with(typed));
    let inside = format!(" {typed}");
    let has_word = folded.iter().filter(|label| label.contains(&inside));
    black_box(begins.chain(has_word).collect::<Vec<_>>()).len().min(20)
}

fn each(work: &dyn Fn() -> usize) -> Vec<Duration> {
    let (elapsed, ()) = time(|| (0..EACH).for_each(|_| _ = black_box(work())));
    vec![elapsed / EACH as u32]
}

fn option(number: usize) -> Choice {
    serde_json::from_value(json!({"value": number.to_string(), "label": format!("Option {number}")}))
        .expect("an option")
}

/// Names as communes have them: several words, few different ones.
fn table() -> String {
    const FIRST: [&str; 8] = ["Saint", "Bussy", "La Ferté", "Neuville", "Mont", "Villers", "Sainte", "Vieux"];
    const SECOND: [&str; 10] = [
        "Aubin",
        "Rémy",
        "le Château",
        "sur Orne",
        "Œuilly",
        "l'Église",
        "Forêt",
        "Martin",
        "en Bray",
        "Côme",
    ];
    let mut table = String::from("value;label;departement;population\n");
    for number in 0..OPTIONS {
        let (first, second) = (FIRST[number % 8], SECOND[number / 8 % 10]);
        let third = SECOND[number / 80 % 10];
        let department = number / 420 + 1;
        let name = format!("{first}-{second}-{third} {}", number / 800);
        table.push_str(&format!("{:05};{name};{department:02};{}\n", number + 10_000, number * 7 % 20_011));
    }
    table
}

fn sources(table: &str) -> Sources {
    let catalogue: Json = json!({
        "services": [{"id": "accueil", "title": "Accueil"}],
        "lists": [{
            "id": "communes", "columns": {"departement": "text", "population": "integer"}, "options": {"csv": table}
        }],
        "procedures": [{
            "id": "demande", "title": "Demande", "service": "accueil",
            "scenarios": [{
                "id": "faire", "kind": "online", "title": "Faire",
                "form": {"fields": [
                    {"id": "commune", "type": "choice", "label": "Commune", "options": "@communes"},
                    {"id": "naissance", "type": "choice", "label": "Commune de naissance", "options": "@communes"}
                ]},
                "workflow": {"id": "simple", "initial": "a", "statuses": {
                    "a": {"label": "A", "state": "new", "transitions": [{"id": "clore", "to": "b", "by": ["agent"]}]},
                    "b": {"label": "B", "state": "done", "outcome": "granted"}
                }}
            }]
        }]
    });
    Sources::from_value(catalogue)
}

fn publish(sources: &Sources) -> (Duration, Engine, tempfile::TempDir) {
    let directory = town::directory();
    let options = Options { durability: Durability::Off, ..Options::default() };
    let store = SqliteStore::open_with(directory.path().join("options.db"), options).expect("a store");
    let engine = Engine::on(Arc::new(store), Host::new());
    let (elapsed, published) = time(|| engine.publish(&Actor::System, sources));
    assert_eq!(published.expect("the set is published").versions.len(), 1);
    let visitor = Visitor::of(&Actor::applicant("compte-1"));
    let report =
        engine.validate("demande", "faire", &visitor, &Values::new(), &Part::whole()).expect("a report");
    assert!(report.is_accepted());
    (elapsed, engine, directory)
}
