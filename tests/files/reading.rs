//! Who reads a file, and whether it is still the one that was given.

use grc::engine::BrokenHistory;

use super::*;

/// Whether someone sees the file, and reads it: never one without the other.
fn reads(engine: &Engine, actor: &Actor, file: FileId) -> bool {
    let (seen, read) = (engine.file(actor, file), engine.read_file(actor, file, 0, 4));
    match (&seen, &read) {
        (Err(seen), Err(read)) => assert_eq!([seen.code(), read.code()], [ErrorCode::NotFound; 2]),
        _ => assert!(seen.is_ok() && read.is_ok(), "{actor:?}: {seen:?}, {read:?}"),
    }
    seen.is_ok()
}

fn readers(engine: &Engine, file: FileId) -> Vec<&'static str> {
    let everyone = [
        ("camille", camille()),
        ("hugo", hugo()),
        ("nobody", Actor::applicant("")),
        ("alice", Actor::agent("alice")),
        ("bruno", bruno()),
        ("chloe", Actor::agent("chloe")),
        ("david", Actor::agent("david")),
        ("elise", Actor::agent("elise")),
        ("gmao", Actor::Connector("gmao".into())),
        ("host", Actor::System),
    ];
    everyone.iter().filter(|(_, actor)| reads(engine, actor, file)).map(|(name, _)| *name).collect()
}

/// An agent files for Camille, with answers that applicants neither give nor read.
fn file_for_camille(engine: &Engine, answers: Value) -> Receipt {
    let submission = Submission { applicant_id: Some("camille".to_owned()), ..asking(answers) };
    engine.submit(&bruno(), submission).unwrap()
}

#[test]
fn a_file_is_read_by_who_attached_it_then_by_who_sees_the_request_and_may_read_the_field() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let [shown, internal] = [PDF, PNG].map(|bytes| attach(engine, &camille(), "x", bytes).unwrap().id);
    assert_eq!(readers(engine, shown), ["camille", "host"]);
    let request = file_for_camille(engine, json!({"plan": shown, "interne": internal})).id;
    assert_eq!(readers(engine, shown), ["camille", "alice", "bruno", "chloe", "host"]);
    assert_eq!(readers(engine, internal), ["alice", "bruno", "host"]);
    assert_eq!(names(engine, &camille(), request).len(), 1);
    assert_eq!(names(engine, &Actor::agent("chloe"), request).len(), 1);
    assert_eq!(names(engine, &bruno(), request).len(), 2);
    let absent: FileId = serde_json::from_value(json!("019cad70-0000-7000-8000-000000000000")).unwrap();
    assert_eq!(readers(engine, absent), [""; 0]);
}

#[test]
fn whoever_follows_by_the_tracking_code_is_shown_what_the_applicant_is() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let [shown, internal] = [PDF, PNG].map(|bytes| attach(engine, &camille(), "x", bytes).unwrap().id);
    let receipt = file_for_camille(engine, json!({"plan": shown, "interne": internal}));
    let seen = engine.request_by_tracking_code(&receipt.tracking_code, Language::French).unwrap();
    assert_eq!(seen.files.iter().map(|file| file.id).collect::<Vec<_>>(), [shown]);
}

#[test]
fn what_agents_add_is_theirs_until_the_circuit_puts_it_where_applicants_read() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let request = file_with(engine, json!({})).id;
    engine.act(&bruno(), request, "prendre", Input::none()).unwrap();
    let [annex, order] = [PDF, PNG].map(|bytes| attach(engine, &bruno(), "x", bytes).unwrap().id);
    let values = |json| Input::values(values(json));
    engine.act(&bruno(), request, "attendre", values(json!({"pieces": "x", "annexe": annex}))).unwrap();
    assert_eq!(readers(engine, annex), ["alice", "bruno", "chloe", "host"]);
    engine.act(&camille(), request, "completer", Input::none()).unwrap();
    let alice = Actor::agent("alice");
    engine.act(&alice, request, "accepter", values(json!({"reponse": "Oui", "arrete": order}))).unwrap();
    assert_eq!(readers(engine, order), ["camille", "alice", "bruno", "chloe", "host"]);
    assert_eq!(readers(engine, annex), ["alice", "bruno", "chloe", "host"]);
}

/// A request with a file, another file, and what is said of the first once `sql` was run on the store.
fn tampered(sql: &str) -> (Result<Vec<u8>>, Vec<BrokenHistory>, Vec<BrokenHistory>) {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let file = plan(engine);
    attach(engine, &camille(), "autre.pdf", b"%PDF-1.7\nAutre chose").unwrap();
    let request = file_with(engine, json!({"plan": file})).id;
    let town_hall = town_hall.tamper(|connection| {
        connection.execute(sql, []).unwrap();
    });
    let read = town_hall.engine.read_file(&camille(), file, 0, 100);
    let broken = town_hall.engine.verify(&Actor::System, &[]).unwrap().broken;
    (read, broken, vec![BrokenHistory { request, sequence: 0, fault: "file".to_owned() }])
}

#[test]
fn a_file_swapped_in_the_store_is_not_read_and_is_found_by_verification() {
    for sql in [
        "UPDATE file SET content = (SELECT max(row) FROM content) WHERE request IS NOT NULL",
        "UPDATE file SET name = 'autre.pdf' WHERE request IS NOT NULL",
        "UPDATE file SET media_type = 'text/html' WHERE request IS NOT NULL",
        "UPDATE content SET size = 1",
        "UPDATE content SET sha256 = randomblob(32)",
    ] {
        let (read, broken, expected) = tampered(sql);
        assert_eq!(code(read), ErrorCode::StoreCorrupt, "{sql}");
        assert_eq!(broken, expected, "{sql}");
    }
    let (read, broken, _) = tampered("UPDATE file SET name = name");
    assert_eq!((read.unwrap().as_slice(), broken), (PDF, vec![]), "negative control");
}

#[test]
fn bytes_changed_in_the_store_are_found_by_verification() {
    for sql in [
        "UPDATE content_chunk SET bytes = CAST(replace(CAST(bytes AS TEXT), 'plan', 'PLAN') AS BLOB)",
        "UPDATE content_chunk SET bytes = substr(bytes, 1, 5)",
        "DELETE FROM content_chunk",
        "DELETE FROM file WHERE request IS NOT NULL",
    ] {
        let (_, broken, expected) = tampered(sql);
        assert_eq!(broken, expected, "{sql}");
    }
}
