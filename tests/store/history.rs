//! Histories as evidence: what someone with access to the file changes is found, and where.

use crate::common::{FR, TownHall};
use grc::engine::BrokenHistory;
use grc::request::history::{
    ChainedEvent, Content, FIRST_LINK, Head, NewLink, chain, digest, hexadecimal, link,
};
use grc::request::{Request, RequestId};
use grc::store::{Reading, RequestKey, Store, read};
use grc::{Actor, Budget, Instant, Language};
use rusqlite::Connection;

fn camille() -> Actor {
    Actor::applicant("camille")
}

/// A town hall with three requests, of which the second has a history of some length.
fn with_history() -> (TownHall, RequestId, Vec<Head>) {
    let town_hall = TownHall::open();
    town_hall.file(&camille());
    let id = town_hall.file(&camille()).id;
    town_hall.file(&camille());
    let (engine, bruno) = (&town_hall.engine, Actor::agent("bruno"));
    engine.act(&bruno, id, "prendre", grc::Input::none()).unwrap();
    engine.comment(&bruno, id, "Premier", false, grc::Input::none()).unwrap();
    engine.comment(&bruno, id, "Second", true, grc::Input::none()).unwrap();
    engine.comment(&bruno, id, "Dernier", true, grc::Input::none()).unwrap();
    engine.run_due(&Budget::default()).unwrap();
    let heads = engine.heads(&Actor::System).unwrap();
    (town_hall, id, heads)
}

/// Rank of the comment with this text.
fn rank(connection: &Connection, text: &str) -> u64 {
    let sql = "SELECT sequence FROM event WHERE content LIKE ?1";
    let rank: i64 = connection.query_row(sql, [format!("%{text}%")], |row| row.get(0)).unwrap();
    rank.cast_unsigned()
}

fn faults(town_hall: &TownHall, heads: &[Head]) -> Vec<BrokenHistory> {
    town_hall.engine.verify(&Actor::System, heads).unwrap().broken
}

/// Tampers, then says what verification finds without heads, and with.
fn found(job: impl FnOnce(&Connection) -> u64) -> (RequestId, u64, Vec<BrokenHistory>, Vec<BrokenHistory>) {
    let (town_hall, id, heads) = with_history();
    assert_eq!(faults(&town_hall, &heads), []);
    let mut rank = 0;
    let town_hall = town_hall.tamper(|connection| rank = job(connection));
    let (without, with) = (faults(&town_hall, &[]), faults(&town_hall, &heads));
    (id, rank, without, with)
}

fn broken(request: RequestId, sequence: u64, fault: &str) -> Vec<BrokenHistory> {
    vec![BrokenHistory { request, sequence, fault: fault.to_owned() }]
}

#[test]
fn an_event_whose_text_was_edited_is_found() {
    let (id, rank, without, with) = found(|connection| {
        let rank = rank(connection, "Second");
        connection.execute("UPDATE event SET content = replace(content, 'Second', 'Autre') WHERE content LIKE '%Second%'", []).unwrap();
        rank
    });
    assert_eq!(without, broken(id, rank, "content"));
    assert_eq!(with, without);
}

#[test]
fn an_event_edited_with_its_digest_is_found_by_its_link() {
    let (id, rank, without, _) = found(|connection| {
        let rank = rank(connection, "Second");
        let (salt, text): (Vec<u8>, String) = connection
            .query_row(
                "SELECT salt, replace(content, 'Second', 'Autre') FROM event WHERE content LIKE '%Second%'",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .unwrap();
        let content = Content { salt: salt.try_into().unwrap(), text };
        let sql = "UPDATE event SET content = ?1, digest = ?2 WHERE content LIKE '%Second%'";
        connection.execute(sql, (&content.text, digest(&content))).unwrap();
        rank
    });
    assert_eq!(without, broken(id, rank, "link"));
}

#[test]
fn an_instant_a_name_a_version_that_was_edited_is_found() {
    for change in [
        "at = at + 1",
        "type = 'data_set'",
        "version = 2",
        "link = zeroblob(32)",
        "digest = zeroblob(32)",
        "salt = zeroblob(16)",
    ] {
        let (id, rank, without, _) = found(|connection| {
            let rank = rank(connection, "Premier");
            connection
                .execute(&format!("UPDATE event SET {change} WHERE content LIKE '%Premier%'"), [])
                .unwrap();
            rank
        });
        assert_eq!((without[0].request, without[0].sequence), (id, rank), "{change}");
        assert_eq!(without.len(), 1, "the other histories are whole");
    }
}

#[test]
fn two_events_exchanged_are_found() {
    let (id, rank, without, _) = found(|connection| {
        let (first, second) = (rank(connection, "Premier"), rank(connection, "Second"));
        let mut change =
            connection.prepare("UPDATE event SET sequence = ?2 WHERE sequence = ?1 AND request = 2").unwrap();
        for (from, to) in [(first, 1000), (second, first), (1000, second)] {
            assert_eq!(change.execute((from.cast_signed(), to.cast_signed())).unwrap(), 1);
        }
        first
    });
    assert_eq!(without, broken(id, rank, "link"));
}

#[test]
fn an_event_removed_is_found() {
    let (id, rank, without, _) = found(|connection| {
        let rank = rank(connection, "Premier");
        connection.execute("DELETE FROM event WHERE content LIKE '%Premier%'", []).unwrap();
        rank
    });
    assert_eq!(without, broken(id, rank, "sequence"));
}

#[test]
fn an_event_removed_without_leaving_a_gap_is_found() {
    let (id, rank, without, _) = found(|connection| {
        let rank = rank(connection, "Premier");
        connection.execute("DELETE FROM event WHERE content LIKE '%Premier%'", []).unwrap();
        renumber(connection, rank, -1);
        rank
    });
    assert_eq!(without, broken(id, rank, "link"));
}

#[test]
fn an_event_inserted_is_found() {
    let (id, rank, without, _) = found(|connection| {
        let rank = rank(connection, "Second");
        renumber(connection, rank, 1);
        let sql = "INSERT INTO event (request, sequence, type, version, at, salt, content, digest, link)
                   SELECT request, ?1, type, version, at, salt, content, digest, link FROM event
                   WHERE content LIKE '%Premier%'";
        connection.execute(sql, [rank.cast_signed()]).unwrap();
        rank
    });
    assert_eq!(without, broken(id, rank, "link"));
}

/// Moves the events of the second request from `rank` on.
fn renumber(connection: &Connection, rank: u64, by: i64) {
    let far = "UPDATE event SET sequence = sequence + 1000 WHERE request = 2 AND sequence >= ?1";
    connection.execute(far, [rank.cast_signed()]).unwrap();
    let back = "UPDATE event SET sequence = sequence - 1000 + ?1 WHERE request = 2 AND sequence >= 1000";
    connection.execute(back, [by]).unwrap();
}

#[test]
fn an_event_made_unreadable_is_found_and_hides_no_other_fault() {
    for change in [
        "content = CAST(X'FF00' AS TEXT)",
        "salt = X'00'",
        "salt = NULL",
        "link = X'01'",
        "type = CAST(X'FF' AS TEXT)",
        "version = -1",
    ] {
        let (town_hall, id, _) = with_history();
        let town_hall = town_hall.tamper(|connection| {
            connection
                .execute(&format!("UPDATE OR IGNORE event SET {change} WHERE content LIKE '%Premier%'"), [])
                .unwrap();
            connection.execute("UPDATE event SET at = 0 WHERE request = 3 AND sequence = 1", []).unwrap();
        });
        let verification = town_hall.engine.verify(&Actor::System, &[]);
        let broken = verification.unwrap_or_else(|error| panic!("{change}: {error}")).broken;
        assert!(broken.iter().any(|one| one.request == id), "{change}: {broken:?}");
        assert!(broken.iter().any(|one| one.request != id), "{change}: {broken:?}");
    }
}

#[test]
fn a_removed_tail_is_seen_by_the_row_and_without_it_by_the_heads_alone() {
    let (id, last, without, _) = found(|connection| {
        let last: i64 = connection
            .query_row("SELECT max(sequence) FROM event WHERE request = 2", [], |row| row.get(0))
            .unwrap();
        connection.execute("DELETE FROM event WHERE request = 2 AND sequence = ?1", [last]).unwrap();
        last.cast_unsigned()
    });
    assert_eq!(without, broken(id, 0, "row"));
    assert!(last > 1);

    let (id, last, without, with) = found(|connection| {
        let last: i64 = connection
            .query_row("SELECT max(sequence) FROM event WHERE request = 2", [], |row| row.get(0))
            .unwrap();
        connection.execute("DELETE FROM event WHERE request = 2 AND sequence = ?1", [last]).unwrap();
        put_back_the_row(connection, last - 1);
        last.cast_unsigned()
    });
    assert_eq!(without, [], "nothing inside the store tells it");
    assert_eq!(with, broken(id, last, "tail"));
}

/// Makes the row agree with a history that ends at `last`, where a mere delivery was recorded.
fn put_back_the_row(connection: &Connection, last: i64) {
    let body: String = connection
        .query_row("SELECT body FROM request_body WHERE request = 2", [], |row| row.get(0))
        .unwrap();
    let mut request: Request = serde_json::from_str(&body).unwrap();
    request.sequence = last.cast_unsigned();
    let body = serde_json::to_string(&request).unwrap();
    connection.execute("UPDATE request_body SET body = ?1 WHERE request = 2", [body]).unwrap();
    let sql = "UPDATE request SET sequence = ?1,
               link = (SELECT link FROM event WHERE request = 2 AND sequence = ?1) WHERE row = 2";
    connection.execute(sql, [last]).unwrap();
}

#[test]
fn a_chain_rewritten_to_its_end_is_seen_with_heads_alone() {
    let (id, last, without, with) = found(rewrite);
    assert_eq!(without, [], "nothing inside the store tells it");
    assert_eq!(with, broken(id, last, "head"));
}

/// Says that the comment was another, and computes every later link again. Gives the last rank.
fn rewrite(connection: &Connection) -> u64 {
    let id: Vec<u8> =
        connection.query_row("SELECT id FROM request WHERE row = 2", [], |row| row.get(0)).unwrap();
    let id: RequestId = serde_json::from_value(uuid(&id).into()).unwrap();
    let mut read = connection
        .prepare("SELECT sequence, type, version, at, salt, content FROM event WHERE request = 2 ORDER BY sequence")
        .unwrap();
    let events: Vec<(i64, String, u32, i64, Vec<u8>, String)> = read
        .query_map([], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
        })
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut previous = FIRST_LINK;
    let mut last = 0;
    for (sequence, type_name, version, at, salt, text) in events {
        let new = NewLink {
            sequence: sequence.cast_unsigned(),
            type_name: &type_name,
            version,
            at: Instant::from_milliseconds(at),
            text: text.replace("Second", "Autre"),
        };
        let event = chain(&previous, id, new, salt.try_into().unwrap());
        let sql = "UPDATE event SET content = ?1, digest = ?2, link = ?3 WHERE request = 2 AND sequence = ?4";
        connection.execute(sql, (&event.content.unwrap().text, event.digest, event.link, sequence)).unwrap();
        (previous, last) = (event.link, sequence);
    }
    connection.execute("UPDATE request SET link = ?1 WHERE row = 2", [previous]).unwrap();
    last.cast_unsigned()
}

fn uuid(bytes: &[u8]) -> String {
    let hex = hexadecimal(bytes);
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

#[test]
fn a_whole_request_removed_is_seen_with_heads() {
    let (town_hall, id, heads) = with_history();
    let town_hall = town_hall.tamper(|connection| {
        for table in ["event", "task", "outbox", "request_body", "request_service"] {
            connection.execute(&format!("DELETE FROM {table} WHERE request = 2"), []).unwrap();
        }
        connection.execute("DELETE FROM request WHERE row = 2", []).unwrap();
    });
    assert_eq!(faults(&town_hall, &[]), []);
    let with = faults(&town_hall, &heads);
    assert_eq!((with.len(), with[0].request, with[0].fault.as_str()), (1, id, "tail"));
}

#[test]
fn a_row_that_was_edited_is_found() {
    let (town_hall, id, _) = with_history();
    let town_hall = town_hall.tamper(|connection| {
        let sql =
            "UPDATE request_body SET body = replace(body, 'Un tilleul', 'Un cerisier') WHERE request = 2";
        assert_eq!(connection.execute(sql, []).unwrap(), 1);
    });
    assert_eq!(faults(&town_hall, &[]), broken(id, 0, "row"));
}

#[test]
fn a_timeline_is_told_in_french_and_in_english() {
    let (town_hall, id, _) = with_history();
    let lines = |actor: &Actor, language| {
        let timeline = town_hall.engine.history(actor, id, language).unwrap();
        timeline.into_iter().map(|line| format!("{} : {}", line.actor, line.text)).collect::<Vec<_>>()
    };
    assert_eq!(
        lines(&camille(), FR),
        [
            "demandeur : Demande 2026-000002 déposée",
            "demandeur : Statut : À traiter",
            "demandeur : Accusé de réception préparé pour le demandeur, par courriel",
            "mairie : Statut : En cours",
            "mairie : Commentaire : Second",
            "mairie : Commentaire : Dernier",
        ]
    );
    assert!(
        lines(&Actor::System, Language::English)
            .contains(&"Nom de bruno : Internal comment: Premier".to_owned())
    );
}

/// The vector of docs/history.md.
fn vector() -> Vec<ChainedEvent> {
    let request: RequestId = serde_json::from_value("019cad70-4001-7a3e-9f51-3d2a4c6b8e01".into()).unwrap();
    let new = |sequence, type_name, at: &str, text: &str| NewLink {
        sequence,
        type_name,
        version: 1,
        at: Instant::parse(at).unwrap(),
        text: text.to_owned(),
    };
    let first = r#"{"actor":{"kind":"agent","id":"bruno"},"payload":{"text":"Reçu","visible":false}}"#;
    let second = r#"{"actor":{"kind":"system"},"payload":{"name":"paiement"}}"#;
    let one = chain(&FIRST_LINK, request, new(1, "commented", "2026-03-02T08:00:00Z", first), [0x11; 16]);
    let two =
        chain(&one.link, request, new(2, "signal_received", "2026-03-02T08:00:01.500Z", second), [0x22; 16]);
    assert_eq!(link(&one.link, request, &two), two.link);
    vec![one, two]
}

#[test]
fn the_documented_vectors_are_those_of_the_code() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/history.md")).unwrap();
    for event in vector() {
        let content = event.content.unwrap();
        for shown in
            [hexadecimal(&event.digest), hexadecimal(&event.link), hexadecimal(&content.salt), content.text]
        {
            assert!(page.contains(&shown), "docs/history.md lacks {shown}");
        }
    }
}

#[test]
fn the_program_of_the_page_verifies_a_real_store() {
    // What the page says is enough to verify a history without this library.
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/history.md")).unwrap();
    let program = page.split("```python\n").nth(1).unwrap().split("```").next().unwrap();
    let (town_hall, _, _) = with_history();
    let events = town_hall.engine.verify(&Actor::System, &[]).unwrap().events;
    let town_hall = town_hall.tamper(|_| {});
    let path = town_hall.path();
    drop(town_hall.engine);
    let run = || std::process::Command::new("python3").args(["-c", program]).arg(&path).output().unwrap();
    let output = run();
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert_eq!(said.trim(), format!("{events} events, 0 faults"));
    let connection = Connection::open(&path).unwrap();
    connection.execute("UPDATE event SET at = at + 1 WHERE content LIKE '%Second%'", []).unwrap();
    drop(connection);
    assert!(!run().status.success());
}

#[test]
fn the_store_gives_events_in_commit_order_without_a_gap() {
    let (town_hall, _, _) = with_history();
    drop(town_hall.engine);
    let store = grc::store::SqliteStore::open(town_hall.directory.path().join("mairie.db")).unwrap();
    let store: &dyn Store = &store;
    let events = read(store, |reading: &dyn Reading| reading.events_since(0, 1000)).unwrap();
    let cursors: Vec<u64> = events.iter().map(|(cursor, ..)| *cursor).collect();
    assert_eq!(cursors, (1..=events.len() as u64).collect::<Vec<_>>());
    let reference = RequestKey::Reference("2026-000002".to_owned());
    assert!(read(store, |reading| reading.request(&reference)).unwrap().is_some());
}
