//! The day, written down as data that every door can replay: `examples/operations.json`.
//!
//! What each town hall makes anew (an identifier, a code) differs between two days: in a request, it becomes the name under
//! which an earlier step keeps it, after a `$`. `$new_file` is the path of a file that is not there yet.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value as Json, json};

use super::day::{Asked, Town, day, examples};
use super::places;
use crate::check::Sources;
use crate::wire::operations;

/// Stands for a path that whoever replays the day chooses.
const NEW_FILE: &str = "new_file";

/// What a host must say when it opens the store, for the steps to succeed.
fn options() -> Json {
    let secret = "un secret";
    json!({"now": "2026-03-02T08:00:00Z", "secrets": {"compta": secret, "gmao_webhook": secret, "relais": secret}})
}

/// Two days, of which one is written down.
struct Recorder {
    days: [Vec<Asked>; 2],
    catalogue: Json,
    /// For each step, what is kept of its result: pointers by their names.
    kept: Vec<BTreeMap<String, String>>,
}

impl Recorder {
    fn new() -> Self {
        let days = [Town::open(), Town::open()].map(|town| day(&town));
        let catalogue = Sources::from_dir(examples().join("catalogue")).unwrap().value().clone();
        let kept = vec![BTreeMap::new(); days[0].len()];
        Self { days, catalogue, kept }
    }

    /// A part of the request of a step, with names for what differs between both days.
    fn named(&mut self, step: usize, [first, second]: [&Json; 2]) -> Json {
        match (first, second) {
            (first, _) if *first == self.catalogue => json!({"$catalogue": "catalogue"}),
            (Json::Object(members), Json::Object(_)) => members
                .iter()
                .map(|(key, one)| (key.clone(), self.named(step, [one, &second[key]])))
                .collect(),
            (Json::Array(list), Json::Array(_)) => {
                list.iter().enumerate().map(|(rank, one)| self.named(step, [one, &second[rank]])).collect()
            }
            _ if first == second => {
                assert!(!first.as_str().is_some_and(|text| text.starts_with('$')), "{first} would be a name");
                first.clone()
            }
            _ => Json::from(format!("${}", self.name(step, [first, second]))),
        }
    }

    /// The name of what differs between both days, which an earlier step keeps from now on.
    fn name(&mut self, step: usize, values: [&Json; 2]) -> String {
        for (earlier, asked) in self.days[0][..step].iter().enumerate() {
            let results = [&asked.result, &self.days[1][earlier].result];
            let mut found = Vec::new();
            places(results[0], "", &mut found);
            let is_there = |pointer: &String| {
                (0..2).all(|day| results[day].pointer(pointer).is_some_and(|one| one == values[day]))
            };
            let Some(pointer) = found.into_iter().find(is_there) else { continue };
            let before =
                self.days[0][..earlier].iter().filter(|one| one.operation == asked.operation).count();
            let which = if before == 0 { String::new() } else { format!("_{}", before + 1) };
            let name = format!("{}{which}{}", asked.operation, pointer.replace('/', "."));
            self.kept[earlier].insert(name.clone(), pointer);
            return name;
        }
        if values.iter().all(|value| value.as_str().is_some_and(|path| Path::new(path).is_absolute())) {
            return NEW_FILE.to_owned();
        }
        panic!("{}: no earlier step gives {}", self.days[0][step].operation, values[0]);
    }

    fn record(mut self) -> Json {
        let steps = 0..self.days[0].len();
        let asked = |recorder: &Self, step: usize| {
            [0, 1].map(|day: usize| {
                (recorder.days[day][step].operation, recorder.days[day][step].request.clone())
            })
        };
        let requests: Vec<_> = steps
            .map(|step| {
                let [(operation, first), (_, second)] = asked(&self, step);
                (operation, self.named(step, [&first, &second]))
            })
            .collect();
        let steps: Vec<Json> = requests
            .into_iter()
            .zip(self.kept)
            .map(|((operation, request), keep)| {
                let mut step = json!({"operation": operation, "request": request});
                if !keep.is_empty() {
                    step["keep"] = json!(keep);
                }
                step
            })
            .collect();
        json!({"options": options(), "steps": steps})
    }
}

/// A request with what was kept in place of its names.
fn filled(request: &Json, kept: &BTreeMap<String, Json>, catalogue: &Json) -> Json {
    match request {
        Json::Object(members) if members.contains_key("$catalogue") => catalogue.clone(),
        Json::Object(members) => {
            members.iter().map(|(key, one)| (key.clone(), filled(one, kept, catalogue))).collect()
        }
        Json::Array(list) => list.iter().map(|one| filled(one, kept, catalogue)).collect(),
        Json::String(text) => match text.strip_prefix('$') {
            Some(name) => kept[name].clone(),
            None => request.clone(),
        },
        _ => request.clone(),
    }
}

/// Indented, one step after the other, each on few lines.
fn printed(recorded: &Json) -> String {
    let steps: Vec<String> =
        recorded["steps"].as_array().unwrap().iter().map(|step| format!("    {step}")).collect();
    format!("{{\n  \"options\": {},\n  \"steps\": [\n{}\n  ]\n}}\n", recorded["options"], steps.join(",\n"))
}

#[test]
fn the_day_that_is_written_down_is_the_one_that_is_asked() {
    let path = examples().join("operations.json");
    let text = printed(&Recorder::new().record());
    // Set by `make day`.
    if std::env::var_os("GRC_WRITE_DAY").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == text, "examples/operations.json is not up to date: run `make day`");
}

#[test]
fn the_day_that_is_written_down_is_replayed_in_a_town_hall_of_its_own() {
    let recorded: Json =
        serde_json::from_str(&std::fs::read_to_string(examples().join("operations.json")).unwrap()).unwrap();
    let catalogue = Sources::from_dir(examples().join("catalogue")).unwrap().value().clone();
    let town = Town::open();
    let folder = tempfile::tempdir().unwrap();
    let mut kept = BTreeMap::from([(NEW_FILE.to_owned(), json!(folder.path().join("new_file")))]);
    let steps = recorded["steps"].as_array().unwrap();
    for step in steps {
        let request = filled(&step["request"], &kept, &catalogue);
        let result = town.get(step["operation"].as_str().unwrap(), &request);
        for (name, pointer) in step["keep"].as_object().into_iter().flatten() {
            kept.insert(name.clone(), result.pointer(pointer.as_str().unwrap()).unwrap().clone());
        }
    }
    for operation in operations() {
        assert!(steps.iter().any(|step| step["operation"] == operation.name), "{}", operation.name);
    }
}
