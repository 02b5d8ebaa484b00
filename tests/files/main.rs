//! Files that people attach: received, given with a request, read again, forgotten.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

#[path = "../common/mod.rs"]
mod common;

mod attaching;
mod ending;
mod giving;
mod reading;
#[cfg(target_os = "linux")]
mod streaming;

use std::io::Read;

use common::{TownHall, code, town, values};
use grc::engine::{Attachment, FileReader, FileView, Receipt};
use grc::request::{FileId, RequestId};
use grc::{Actor, Engine, Error, ErrorCode, Host, Input, Language, Result, Submission};
use serde_json::{Value, json};

pub(crate) const PDF: &[u8] = b"%PDF-1.7\nUn plan.";
pub(crate) const PNG: &[u8] = b"\x89PNG\r\n\x1A\n\0une photo";
pub(crate) const PROGRAM: &[u8] = b"MZ\x90\0\x03\0un programme";

pub(crate) fn camille() -> Actor {
    Actor::applicant("camille")
}

pub(crate) fn hugo() -> Actor {
    Actor::applicant("hugo")
}

pub(crate) fn bruno() -> Actor {
    Actor::agent("bruno")
}

/// The small town, whose request to prune a tree takes files, and whose agents add some.
pub(crate) fn catalogue() -> Value {
    let mut catalogue = town::catalogue();
    let fields = catalogue["procedures"][0]["scenarios"][0]["form"]["fields"].as_array_mut().unwrap();
    fields.extend([
        json!({"id": "plan", "type": "file", "label": "Plan", "accept": ["application/pdf", "image/*"],
            "max_size": 1_048_576}),
        json!({"id": "libre", "type": "file", "label": "Pièce"}),
        json!({"id": "interne", "type": "file", "label": "Pièce interne", "visible_to": ["agent"]}),
        json!({"id": "photos", "type": "repeat", "label": "Photos",
            "fields": [{"id": "photo", "type": "file", "label": "Photo", "accept": ["image/png"]}]}),
        json!({"id": "cachee", "type": "file", "label": "Cachée", "visible_if": "objet == 'rien'"}),
    ]);
    let circuit = &mut catalogue["workflows"][0];
    let data = circuit["data"]["fields"].as_array_mut().unwrap();
    data.push(
        json!({"id": "arrete", "type": "file", "label": "Arrêté", "visible_to": ["applicant", "reader"]}),
    );
    let file = |id: &str| json!({"id": id, "type": "file", "label": "Fichier"});
    let statuses = &mut circuit["statuses"];
    let transitions = statuses["en_cours"]["transitions"].as_array_mut().unwrap();
    transitions[0]["form"]["fields"].as_array_mut().unwrap().push(file("annexe"));
    transitions[1]["form"]["fields"].as_array_mut().unwrap().push(file("arrete"));
    transitions[1]["actions"].as_array_mut().unwrap().push(json!({"set": {"arrete": "=input.arrete"}}));
    let completing = &mut statuses["en_attente"]["transitions"][0];
    completing["form"] = json!({"fields": [file("piece")]});
    catalogue
}

pub(crate) fn town_hall() -> TownHall {
    town_hall_with(|host| host)
}

pub(crate) fn town_hall_with(adjust: impl FnOnce(Host) -> Host) -> TownHall {
    TownHall::with(catalogue(), adjust)
}

pub(crate) fn attach(engine: &Engine, actor: &Actor, name: &str, content: &[u8]) -> Result<FileView> {
    engine.attach(actor, Attachment { name, content: &mut &*content })
}

/// A PDF that is Camille's.
pub(crate) fn plan(engine: &Engine) -> FileId {
    attach(engine, &camille(), "plan.pdf", PDF).unwrap().id
}

/// A request whose answers are a subject and those.
pub(crate) fn asking(answers: Value) -> Submission {
    let mut submission = town::submission();
    submission.answers.extend(values(answers));
    submission
}

pub(crate) fn file_with(engine: &Engine, answers: Value) -> Receipt {
    engine.submit(&camille(), asking(answers)).unwrap()
}

/// The faults of a refusal: path and code.
pub(crate) fn faults(refused: Error) -> Vec<(String, String)> {
    assert_eq!(refused.code(), ErrorCode::InvalidAnswers, "{refused}");
    let faults = refused.details().unwrap()["faults"].as_array().unwrap().clone();
    let text = |fault: &Value, key: &str| fault[key].as_str().unwrap().to_owned();
    faults.iter().map(|fault| (text(fault, "path"), text(fault, "code"))).collect()
}

pub(crate) fn refused(engine: &Engine, actor: &Actor, answers: Value) -> Vec<(String, String)> {
    faults(engine.submit(actor, asking(answers)).unwrap_err())
}

pub(crate) fn told(path: &str, code: &str) -> Vec<(String, String)> {
    vec![(path.to_owned(), code.to_owned())]
}

pub(crate) fn content(engine: &Engine, actor: &Actor, file: FileId) -> Vec<u8> {
    let mut bytes = Vec::new();
    FileReader::new(engine, actor, file).read_to_end(&mut bytes).unwrap();
    bytes
}

/// The names of the request's files, as someone sees it.
pub(crate) fn names(engine: &Engine, actor: &Actor, request: RequestId) -> Vec<String> {
    let seen = engine.request(actor, request, Language::French).unwrap();
    seen.files.into_iter().map(|file| file.name).collect()
}

/// Numbers of rows: contents, chunks, files.
pub(crate) fn rows(town_hall: &TownHall) -> [i64; 3] {
    // Copied by another process: in this one, whoever opens and closes the file drops the store's locks.
    let folder = town_hall.directory.path().join("copie");
    _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir(&folder).unwrap();
    let files = ["mairie.db", "mairie.db-wal"].map(|name| town_hall.directory.path().join(name));
    assert!(std::process::Command::new("cp").args(files).arg(&folder).status().unwrap().success());
    let copy = folder.join("mairie.db");
    let connection = rusqlite::Connection::open(&copy).unwrap();
    ["content", "content_chunk", "file"].map(|table| {
        connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    })
}
