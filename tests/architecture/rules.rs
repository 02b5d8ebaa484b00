//! The rules, each a function from sources to faults.

use std::fmt;

use crate::reading::{Path, Source, paths, words};

/// The rooms of grc-core, floor by floor: a room imports only rooms of the floors before its own.
///
/// A new top-level module takes its place here, on the first floor after all that it uses. Rooms on the
/// same floor, as `store` and `delivery`, do not know each other.
pub(crate) const FLOORS: &[&[&str]] = &[
    &["definition", "folding", "attachment"],
    &["json", "identifier", "law", "sector"],
    &["error"],
    &["request"],
    &["expr"],
    &["address", "options"],
    &["form"],
    &["facts"],
    &["routing", "workflow"],
    &["check"],
    &["store", "delivery"],
    &["engine"],
    &["wire"],
];

/// The rooms with a clock, files or a network. All others are pure.
const IMPURE_ROOMS: &[&str] = &["store", "delivery", "engine", "wire"];

/// What a pure room may not name: a path that holds these names in a row is at fault.
///
/// Several spell the same thing, since a module may be imported before its function is called.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::os",
    "std::process",
    "std::thread",
    "std::*",
    "std::time::Instant",
    "std::time::SystemTime",
    "std::time::*",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "chrono::Local",
    "Local::now",
    "chrono::*",
    "getrandom",
    "rand",
    "OsRng",
    "Uuid::new_v4",
    "Uuid::now_v6",
    "Uuid::now_v7",
    "Uuid::now_v1",
    "stdin",
    "stdout",
    "stderr",
    "print!",
    "println!",
    "eprint!",
    "eprintln!",
    "dbg!",
    "rusqlite",
    "ureq",
    "lettre",
    "libc",
    "tempfile",
];

/// Beside grc-ffi, whose matter it is, the only files where `unsafe` may stand.
const UNSAFE_FILES: &[&str] = &[
    // Locks of the system, which the standard library does not offer.
    "grc-core/src/store/sqlite/system.rs",
    // Tests that fork, and that load a second SQLite.
    "grc-core/src/store/sqlite/tests/forks.rs",
    "grc-core/src/store/sqlite/tests/second_copy.rs",
];

/// The longest that a source file may be, tests apart.
const MOST_LINES: usize = 400;

/// What is made from tables, and read by nobody.
const GENERATED: &str = "grc-ffi/src/generated/";

/// Where a rule is broken, and how.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The file.
    pub(crate) path: String,
    /// The line, from 1.
    pub(crate) line: usize,
    /// The rule.
    pub(crate) rule: String,
}

impl Fault {
    fn new(source: &Source, line: usize, rule: String) -> Self {
        Self { path: source.path.clone(), line, rule }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.path, self.line, self.rule)
    }
}

/// Every rule on every source.
pub(crate) fn check(sources: &[Source]) -> Vec<Fault> {
    let rules = [placement, direction, purity, length, unsafety];
    sources.iter().flat_map(|source| rules.iter().flat_map(move |rule| rule(source))).collect()
}

/// Each module of grc-core is a room, or in one.
pub(crate) fn placement(source: &Source) -> Vec<Fault> {
    match room(source) {
        Some(room) if imports(&room).is_none() => {
            let rule = format!(
                "placement: `{room}` has no place among the rooms; give it one in `FLOORS`, in tests/architecture/rules.rs"
            );
            vec![Fault::new(source, 1, rule)]
        }
        _ => Vec::new(),
    }
}

/// A room imports only rooms of the floors before its own.
pub(crate) fn direction(source: &Source) -> Vec<Fault> {
    let (Some(room), Some(module)) = (room(source), source.module()) else { return Vec::new() };
    let Some(allowed) = imports(&room) else { return Vec::new() };
    if source.is_test() {
        return Vec::new();
    }
    let mut faults = Vec::new();
    for path in paths(&source.text) {
        let Some(target) = resolve(&path, &module) else { continue };
        let target = target.first().map_or("*", String::as_str);
        if target == room || allowed.contains(&target) {
            continue;
        }
        let rule = if imports(target).is_some() {
            format!("direction: `{room}` may not import `{target}`")
        } else {
            format!("direction: `crate::{target}` is not a room; name the room that it comes from")
        };
        faults.push(Fault::new(source, path.line, rule));
    }
    // A group such as `store::{Store, Reading}` is one fault.
    faults.dedup();
    faults
}

/// A pure room has no clock, randomness, file, network, environment, thread, process nor output.
/// Nor do its tests: they give what it needs, as its callers do.
pub(crate) fn purity(source: &Source) -> Vec<Fault> {
    let Some(room) = room(source) else { return Vec::new() };
    if IMPURE_ROOMS.contains(&room.as_str()) {
        return Vec::new();
    }
    let forbidden: Vec<Vec<&str>> = IMPURE.iter().map(|impure| impure.split("::").collect()).collect();
    let mut faults = Vec::new();
    for path in paths(&source.text) {
        let found =
            forbidden.iter().find(|impure| path.names.windows(impure.len()).any(|names| names == *impure));
        if let Some(impure) = found {
            let impure = impure.join("::");
            let rule = format!("purity: `{room}` may not use `{impure}`; take what it gives as an argument");
            faults.push(Fault::new(source, path.line, rule));
        }
    }
    faults
}

/// No source passes 400 lines, tests and what a program writes apart.
pub(crate) fn length(source: &Source) -> Vec<Fault> {
    let lines = source.text.lines().count();
    if lines <= MOST_LINES || source.is_test() || source.path.starts_with(GENERATED) {
        return Vec::new();
    }
    let rule = format!("length: {lines} lines, of {MOST_LINES} at most; split it by subject");
    vec![Fault::new(source, MOST_LINES + 1, rule)]
}

/// `unsafe` stands in grc-ffi and in [`UNSAFE_FILES`] only.
pub(crate) fn unsafety(source: &Source) -> Vec<Fault> {
    if source.path.starts_with("grc-ffi/") || UNSAFE_FILES.contains(&source.path.as_str()) {
        return Vec::new();
    }
    let rule = "unsafety: `unsafe` stands only in grc-ffi and in the files of `UNSAFE_FILES`";
    let unsafe_words = words(&source.text).into_iter().filter(|word| word.text == "unsafe");
    unsafe_words.map(|word| Fault::new(source, word.line, rule.to_owned())).collect()
}

/// Each dependency of the workspace has its row in ARCHITECTURE.md, and each row its dependency.
pub(crate) fn dependencies(manifest: &str, page: &str) -> Vec<Fault> {
    let declared: Vec<(usize, &str)> = numbered(manifest)
        .skip_while(|(_, line)| *line != "[workspace.dependencies]")
        .skip(1)
        .take_while(|(_, line)| !line.starts_with('['))
        .filter_map(|(number, line)| Some((number, line.split_once('=')?.0.trim())))
        .filter(|(_, name)| *name != "grc-core")
        .collect();
    let explained: Vec<(usize, &str)> = numbered(page)
        .skip_while(|(_, line)| *line != "## Dependencies")
        .skip(1)
        .take_while(|(_, line)| !line.starts_with("## "))
        .filter_map(|(number, line)| Some((number, line.strip_prefix("| `")?.split_once('`')?.0)))
        .collect();
    let fault = |path: &str, line, rule| Fault { path: path.to_owned(), line, rule };
    let without = |list: &[(usize, &str)], name: &str| !list.iter().any(|(_, other)| *other == name);
    let unexplained = declared.iter().filter(|(_, name)| without(&explained, name)).map(|(line, name)| {
        fault("Cargo.toml", *line, format!("dependencies: `{name}` has no row in ARCHITECTURE.md"))
    });
    let stale = explained.iter().filter(|(_, name)| without(&declared, name)).map(|(line, name)| {
        fault("ARCHITECTURE.md", *line, format!("dependencies: `{name}` is not in Cargo.toml"))
    });
    unexplained.chain(stale).collect()
}

fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(index, line)| (index + 1, line))
}

/// The top-level module of grc-core that a source belongs to; `None` for the crate's root and other crates.
fn room(source: &Source) -> Option<String> {
    source.module()?.into_iter().next()
}

/// The rooms that `room` may import; `None` when it is not one.
pub(crate) fn imports(room: &str) -> Option<Vec<&'static str>> {
    let floor = FLOORS.iter().position(|rooms| rooms.contains(&room))?;
    Some(FLOORS.get(..floor)?.concat())
}

/// What a path within the crate leads to, from the crate's root; `None` for a path of another kind.
fn resolve(path: &Path, module: &[String]) -> Option<Vec<String>> {
    let (first, rest) = path.names.split_first().filter(|(_, rest)| !rest.is_empty())?;
    let mut place: Vec<String> = module.iter().chain(&path.inside).cloned().collect();
    match first.as_str() {
        "crate" => place.clear(),
        "super" => drop(place.pop()),
        "self" => {}
        _ => return None,
    }
    let mut rest = rest.iter().peekable();
    while rest.next_if(|name| *name == "super").is_some() {
        place.pop();
    }
    place.extend(rest.cloned());
    Some(place)
}
