#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use std::path::Path;

use rusqlite::{Connection, StatementStatus, params_from_iter};

use super::seek::{Order, Part, Statement};
use super::{endpoints, inbox, lists, outbox, tasks};
use crate::definition::{Audience, GivenLists, Id, Language, Name, Origin, State, TaskKind};
use crate::error::ErrorCode;
use crate::request::history::{Content, NewLink, chain, digest, link};
use crate::request::{
    Applicant, Instant, Polling, Provenance, Request, RequestId, Task, TaskId, Timer, TimerEffect, Values,
};
use crate::request::{MessageId, Outgoing, OutgoingContent};
use crate::store::sqlite::{Durability, Options, SqliteStore};
use crate::store::{
    Change, Figures, IdempotencyKey, InboxFilter, Remembered, RequestFilter, RequestKey, SectorOf, Store,
    StoreError, TaskFilter, read, write,
};

/// A request just filed, of realistic size.
fn request(number: u128) -> Request {
    let at = Instant::from_milliseconds(1_772_438_400_000 + i64::try_from(number).unwrap() * 60_000);
    Request {
        id: RequestId(uuid::Uuid::from_u128(number)),
        reference: format!("2026-{number:06}"),
        trial: false,
        former: None,
        failed_push: None,
        tracking_code: format!("CODE{:020}", number.wrapping_mul(7_919) % 1_000_003),
        procedure: Id(format!("procedure-{}", number % 12)),
        version: 1,
        scenario: Id("en-ligne".to_owned()),
        origin: Origin::Portal,
        language: Language::French,
        applicant_id: Some(format!("u-{}", number % 1000)),
        profile: None,
        applicant: Applicant {
            last_name: Some(format!("Lefèvre{}", number % 500)),
            first_name: Some("Anaïs".to_owned()),
            email: Some(format!("anais{number}@example.org")),
            ..Applicant::anonymous(Audience::Citizen)
        },
        received_at: at,
        submitted_at: at,
        updated_at: at,
        closed_at: None,
        status: Name("a_instruire".to_owned()),
        entered_at: at,
        trail: Vec::new(),
        called_upon: std::collections::BTreeSet::new(),
        state: State::New,
        outcome: None,
        shown: None,
        service: Id(format!("service-{}", number % 5)),
        agent: None,
        tags: std::collections::BTreeSet::new(),
        external_id: None,
        provenance: Provenance::new(),
        answers: Values::from_iter([("objet".to_owned(), "x".repeat(800).into())]),
        lists: GivenLists::new(),
        sectors: std::collections::BTreeMap::new(),
        parties: Vec::new(),
        confirmation_codes: std::collections::BTreeMap::new(),
        awaiting: None,
        corrections: Vec::new(),
        data: Values::new(),
        claims: Vec::new(),
        tasks: vec![Task {
            id: TaskId(uuid::Uuid::from_u128(number)),
            name: Name("instruire".to_owned()),
            kind: TaskKind::Work,
            question: None,
            watched: false,
            overdue_at: None,
            title: "Instruire la demande".to_owned(),
            service: Id(format!("service-{}", number % 5)),
            agent: None,
            opened_at: at,
            due: Some(at.plus_milliseconds(86_400_000)),
            status: None,
            ended: None,
        }],
        files: Vec::new(),
        links: crate::request::Links::default(),
        timers: vec![Timer {
            due: at.plus_milliseconds(172_800_000),
            effect: TimerEffect::Transition(Name("relancer".to_owned())),
        }],
        revision: 3,
        sequence: 3,
    }
}

/// Records a request with its last three events, as one operation would.
fn record(store: &dyn Store, request: &Request, outgoing: &[Outgoing]) -> crate::error::Result<()> {
    write(store, |writing| {
        let before = writing.request(&RequestKey::Id(request.id))?;
        let mut link = writing.last_link(request.id)?.unwrap_or_default();
        let mut events = Vec::new();
        for sequence in request.sequence - 2..=request.sequence {
            let text = "x".repeat(if sequence == 1 { 1200 } else { 200 });
            let new = NewLink { sequence, type_name: "data_set", version: 1, at: request.updated_at, text };
            events.push(chain(&link, request.id, new, [1; 16]));
            link = events.last().unwrap().link;
        }
        let previous = before.as_ref();
        writing.record(&Change {
            previous,
            request,
            connector: None,
            events: &events,
            outgoing,
            figures: Figures::default(),
        })
    })
}

fn acknowledgement(number: u128) -> Outgoing {
    let connector = Id("x".repeat(900));
    Outgoing {
        id: MessageId(uuid::Uuid::from_u128(number)),
        due: Instant::from_milliseconds(0),
        content: OutgoingContent::Poll(Polling { connector }),
    }
}

/// How SQLite runs a statement: one line a step.
pub(super) fn plan(connection: &Connection, (sql, values): &Statement) -> Vec<String> {
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let steps = statement.query_map(params_from_iter(values.iter()), |row| row.get(3)).unwrap();
    steps.map(Result::unwrap).collect()
}

pub(super) fn require_seeks(steps: &[String]) {
    for step in steps {
        assert!(!step.contains("TEMP B-TREE"), "sorts: {steps:#?}");
        assert!(!step.starts_with("SCAN"), "scans: {steps:#?}");
    }
}

const AFTER: Option<(i64, i64)> = Some((1_772_438_400_000, 5));

fn part(after: Option<(i64, i64)>, order: Order) -> Part {
    Part { order, after, limit: 50 }
}

fn sector() -> Option<SectorOf> {
    Some(SectorOf { division: Name("voirie".to_owned()), sector: Id("nord".to_owned()) })
}

#[test]
fn no_list_of_requests_scans_or_sorts() {
    let store = SqliteStore::open(":memory:").unwrap();
    for number in 1..=30 {
        record(&store, &request(number), &[]).unwrap();
    }
    let instant = Instant::from_milliseconds(1_772_438_400_000);
    let services = || Some(vec![Id("service-1".to_owned()), Id("service-2".to_owned())]);
    let all = RequestFilter::default();
    let filters = [
        all.clone(),
        RequestFilter { state: Some(State::New), ..all.clone() },
        RequestFilter { services: services(), ..all.clone() },
        RequestFilter { services: services(), state: Some(State::OnHold), ..all.clone() },
        RequestFilter { services: services(), service: Some(Id("service-1".to_owned())), ..all.clone() },
        RequestFilter { procedure: Some(Id("procedure-1".to_owned())), ..all.clone() },
        RequestFilter { status: Some(Name("a_instruire".to_owned())), services: services(), ..all.clone() },
        RequestFilter {
            procedure: Some(Id("procedure-1".to_owned())),
            status: Some(Name("a_instruire".to_owned())),
            ..all.clone()
        },
        RequestFilter { sector: sector(), services: services(), ..all.clone() },
        RequestFilter { sector: sector(), state: Some(State::New), ..all.clone() },
        RequestFilter { agent: Some("samia".to_owned()), ..all.clone() },
        RequestFilter { agent: Some("samia".to_owned()), state: Some(State::New), ..all.clone() },
        RequestFilter { applicant: Some("u-1".to_owned()), ..all.clone() },
        RequestFilter { due_before: Some(instant), services: services(), ..all.clone() },
        RequestFilter { tag: Some(Id("urgent".to_owned())), ..all.clone() },
        RequestFilter {
            tag: Some(Id("urgent".to_owned())),
            services: services(),
            state: Some(State::New),
            ..all.clone()
        },
        RequestFilter { tag: Some(Id("urgent".to_owned())), due_before: Some(instant), ..all.clone() },
        RequestFilter { received_from: Some(instant), received_before: Some(instant), ..all },
    ];
    store
        .database()
        .read(|connection| {
            for filter in &filters {
                let order = if filter.due_before.is_some() { Order::Ascending } else { Order::Descending };
                for after in [None, AFTER] {
                    let statements = lists::in_order(connection, filter, &part(after, order))?;
                    assert!(!statements.is_empty());
                    statements.iter().for_each(|statement| require_seeks(&plan(connection, statement)));
                }
            }
            Ok::<_, crate::Error>(())
        })
        .unwrap();
}

#[test]
fn no_list_of_tasks_scans_or_sorts() {
    let store = SqliteStore::open(":memory:").unwrap();
    for number in 1..=30 {
        record(&store, &request(number), &[]).unwrap();
    }
    let services = Some(vec![Id("service-1".to_owned()), Id("service-2".to_owned())]);
    let filters = [
        TaskFilter::default(),
        TaskFilter { agent: Some("samia".to_owned()), ..TaskFilter::default() },
        TaskFilter { services, agent: Some("samia".to_owned()), ..TaskFilter::default() },
        TaskFilter { sector: sector(), ..TaskFilter::default() },
        TaskFilter { procedure: Some(Id("procedure-1".to_owned())), ..TaskFilter::default() },
    ];
    store
        .database()
        .read(|connection| {
            for filter in &filters {
                for after in [None, AFTER] {
                    let statements = tasks::in_order(connection, filter, &part(after, Order::Ascending))?;
                    assert!(!statements.is_empty());
                    statements.iter().for_each(|statement| require_seeks(&plan(connection, statement)));
                }
            }
            Ok::<_, crate::Error>(())
        })
        .unwrap();
}

#[test]
fn no_inbox_scans_or_sorts_nor_does_its_count() {
    let store = SqliteStore::open(":memory:").unwrap();
    for number in 1..=30 {
        record(&store, &request(number), &[]).unwrap();
    }
    let own = InboxFilter { agents: vec!["samia".to_owned(), "paul".to_owned()], ..InboxFilter::default() };
    let services = vec![Id("service-1".to_owned()), Id("service-2".to_owned())];
    let whole = InboxFilter { services, ..own.clone() };
    let due_before = Some(Instant::from_milliseconds(1_772_438_400_000));
    let filters = [
        own,
        whole.clone(),
        InboxFilter { procedure: Some(Id("procedure-1".to_owned())), ..whole.clone() },
        InboxFilter { due_before, ..whole.clone() },
        InboxFilter { tag: Some(Id("urgent".to_owned())), sector: sector(), ..whole },
    ];
    let counts = [(inbox::LATE, 2), (inbox::HELD, 1), (inbox::IN_CHARGE, 1)];
    store
        .database()
        .read(|connection| {
            for filter in &filters {
                for after in [None, AFTER] {
                    let part = part(after, Order::Ascending);
                    let mut statements = inbox::tasks_in_order(connection, filter, &part)?;
                    statements.extend(inbox::requests_in_order(connection, filter, &part)?);
                    assert!(!statements.is_empty());
                    statements.iter().for_each(|statement| require_seeks(&plan(connection, statement)));
                }
            }
            for (sql, parameters) in counts {
                let values = vec![rusqlite::types::Value::Null; parameters];
                require_seeks(&plan(connection, &(sql.to_owned(), values)));
            }
            Ok::<_, crate::Error>(())
        })
        .unwrap();
}

#[test]
fn a_plan_that_sorts_is_noticed() {
    let store = SqliteStore::open(":memory:").unwrap();
    let sorting = ("SELECT row FROM request ORDER BY updated_at".to_owned(), vec![]);
    let steps = store.database().read(|connection| Ok::<_, StoreError>(plan(connection, &sorting))).unwrap();
    assert!(std::panic::catch_unwind(|| require_seeks(&steps)).is_err());
}

/// Pages in the write-ahead log.
fn frames(path: &Path) -> u64 {
    let log = std::fs::metadata(path.with_extension("db-wal")).unwrap().len();
    log.saturating_sub(32) / (4096 + 24)
}

#[test]
fn a_submission_and_an_act_write_few_pages() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("mairie.db");
    let options = Options { durability: Durability::Off, ..Options::default() };
    let store = SqliteStore::open_with(&path, options).unwrap();
    let empty_log = || {
        let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
        store.database().set_up(|connection| {
            connection.query_row(checkpoint, [], |_| Ok(())).unwrap();
            connection.pragma_update(None, "wal_autocheckpoint", 0).unwrap();
        });
    };
    for number in 1..=3000 {
        record(&store, &request(number), &[acknowledgement(number)]).unwrap();
    }
    empty_log();
    let count = 100;
    for number in 3001..=3000 + u128::from(count) {
        record(&store, &request(number), &[acknowledgement(number)]).unwrap();
    }
    let per_submission = frames(&path) / count;
    empty_log();
    for number in (1..=u128::from(count)).map(|number| number * 29) {
        let mut request = request(number);
        request.sequence += 3;
        request.state = State::InProgress;
        request.status = Name("en_cours".to_owned());
        request.timers.clear();
        record(&store, &request, &[acknowledgement(10_000 + number)]).unwrap();
    }
    let per_act = frames(&path) / count;
    println!("frames: {per_submission} a submission, {per_act} an act");
    assert!(per_submission <= 40, "{per_submission} frames a submission");
    assert!(per_act <= 40, "{per_act} frames an act");
}

#[test]
fn a_full_disk_is_told_and_leaves_the_store_as_it_was() {
    let directory = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(directory.path().join("mairie.db")).unwrap();
    record(&store, &request(1), &[]).unwrap();
    store.database().set_up(|connection| {
        let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        connection.pragma_update(None, "max_page_count", pages + 2).unwrap();
    });
    let mut filed = 1;
    let full = loop {
        match record(&store, &request(filed + 1), &[]) {
            Ok(()) => filed += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(full.code(), ErrorCode::StoreFull);
    let (heads, last) = read(&store, |reading| {
        Ok((reading.heads()?, reading.request(&RequestKey::Id(RequestId(uuid::Uuid::from_u128(filed + 1))))?))
    })
    .unwrap();
    assert_eq!((heads.len(), last), (usize::try_from(filed).unwrap(), None));
    store.database().set_up(|connection| {
        connection.pragma_update(None, "max_page_count", 1_000_000).unwrap();
    });
    record(&store, &request(filed + 1), &[]).unwrap();
}

#[test]
fn a_body_that_cannot_be_read_back_is_told_as_damage() {
    let store = SqliteStore::open(":memory:").unwrap();
    record(&store, &request(1), &[]).unwrap();
    store.database().set_up(|connection| {
        connection.execute("UPDATE request_body SET body = '{\"secret\":\"Lefèvre\"'", []).unwrap();
    });
    let error = read(&store, |reading| reading.request(&RequestKey::Id(request(1).id))).unwrap_err();
    assert_eq!(error.code(), ErrorCode::StoreCorrupt);
    assert!(!error.to_string().contains("Lef"));
}

#[test]
fn an_erased_event_is_read_back_and_its_chain_holds() {
    let store = SqliteStore::open(":memory:").unwrap();
    let request = request(1);
    record(&store, &request, &[]).unwrap();
    store.database().set_up(|connection| {
        connection.execute("UPDATE event SET salt = NULL, content = NULL WHERE sequence = 2", []).unwrap();
    });
    let history = read(&store, |reading| reading.history(request.id)).unwrap();
    assert_eq!(history[1].content, None);
    assert_eq!(history[1].link, link(&history[0].link, request.id, &history[1]));
    let content: &Content = history[2].content.as_ref().unwrap();
    assert_eq!(digest(content), history[2].digest);
    assert_eq!(crate::request::history::verify(request.id, &history, None), None);
}

#[test]
fn what_is_remembered_twice_is_replaced() {
    let store = SqliteStore::open(":memory:").unwrap();
    let key = IdempotencyKey { actor: String::new(), operation: String::new(), key: String::new() };
    let [now, until] = [0, 10].map(Instant::from_milliseconds);
    for result in ["1", "2"] {
        let remembered = Remembered { input: [0; 32], result: result.to_owned() };
        write(&store, |writing| writing.remember(&key, &remembered, now, until)).unwrap();
    }
    assert_eq!(read(&store, |reading| reading.remembered(&key, now)).unwrap().unwrap().result, "2");
}

#[test]
fn errors_of_the_store_have_their_codes_and_two_languages() {
    use crate::definition::Language::{English, French};
    let errors = [
        StoreError::NotGrc,
        StoreError::Newer { found: 9, known: 1 },
        StoreError::ReadOnly,
        StoreError::Full,
        StoreError::Corrupt,
        StoreError::Busy,
        StoreError::Forked,
        StoreError::Shared,
        StoreError::Replaced,
        StoreError::SqliteTooOld { version: "3.40.0" },
        StoreError::NoWriteAheadLog,
        StoreError::RolledBack,
        StoreError::Io { code: 10 },
        StoreError::Unexpected { code: 1 },
    ];
    let mut codes: Vec<ErrorCode> = Vec::new();
    for error in errors {
        let told = crate::Error::from(error.clone());
        assert!(told.code().is_of_the_store());
        assert_eq!(told.code().name(), error.code());
        assert_eq!(told.message(English), error.to_string());
        assert_ne!(told.message(French), told.message(English));
        codes.push(told.code());
    }
    let of_the_store = ErrorCode::ALL.iter().copied().filter(|code| code.is_of_the_store());
    codes.sort_unstable();
    assert_eq!(codes, of_the_store.collect::<Vec<_>>());
}

#[test]
fn what_is_no_store_is_refused_with_its_code() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("mairie.db");
    let refused = || SqliteStore::open(&path).unwrap_err().code();
    std::fs::write(&path, "Ceci n'est pas une base.".repeat(100)).unwrap();
    assert_eq!(refused(), ErrorCode::StoreNotGrc);
    std::fs::remove_file(&path).unwrap();
    drop(SqliteStore::open(&path).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert_eq!(refused(), ErrorCode::StoreNewer);
    let missing = SqliteStore::open(directory.path().join("absent/mairie.db")).unwrap_err();
    assert_eq!(missing.code(), ErrorCode::StoreIo);
}

#[test]
fn a_damaged_file_is_told_as_such() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("mairie.db");
    drop(SqliteStore::open(&path).unwrap());
    let schema = usize::try_from(std::fs::metadata(&path).unwrap().len()).unwrap();
    let store = SqliteStore::open(&path).unwrap();
    for number in 1..=300 {
        record(&store, &request(number), &[]).unwrap();
    }
    drop(store);
    let mut bytes = std::fs::read(&path).unwrap();
    // The header and the schema stay; what the tables were filled with is gone.
    bytes[schema..].fill(0xA5);
    std::fs::write(&path, bytes).unwrap();
    let store = SqliteStore::open(&path).unwrap();
    let error = (1..=300)
        .find_map(|number| read(&store, |reading| reading.history(request(number).id)).err())
        .expect("a damaged file was read");
    assert_eq!(error.code(), ErrorCode::StoreCorrupt);
}

#[test]
fn a_statement_used_again_is_not_compiled_again() {
    let store = SqliteStore::open(":memory:").unwrap();
    store
        .database()
        .read(|connection| {
            for _ in 0..3 {
                let mut statement = connection.prepare_cached(tasks::ROW)?;
                assert!(statement.query([1])?.next()?.is_none());
                assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn what_waits_at_an_endpoint_is_found_by_seeking_whatever_waits_there() {
    let store = SqliteStore::open(":memory:").unwrap();
    let plan = |sql: &str| {
        let plan = store.database().read(|connection| {
            let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
            let parameters = statement.parameter_count();
            let rows = statement.query_map(params_from_iter(vec![0; parameters]), |row| row.get(3))?;
            Ok::<_, StoreError>(rows.collect::<rusqlite::Result<Vec<String>>>()?.join("; "))
        });
        plan.unwrap()
    };
    for (sql, seek) in [
        (outbox::READY.to_owned(), "outbox_pending (breaker=? AND ready_at<?)"),
        (endpoints::FIRST_READY.to_owned(), "outbox_pending (breaker=? AND ready_at>?)"),
        (endpoints::next_named("pending"), "outbox_pending (breaker>?)"),
        (endpoints::next_named("dead"), "outbox_dead (breaker>?)"),
    ] {
        let plan = plan(&sql);
        assert!(plan.contains("SEARCH") && plan.contains(seek), "{sql}: {plan}");
        assert!(!plan.contains("TEMP B-TREE") && !plan.contains("SCAN"), "{sql}: {plan}");
    }
    let scanned = plan("SELECT row FROM outbox WHERE ready_at <= ?1 ORDER BY ready_at");
    assert!(scanned.contains("SCAN") && scanned.contains("TEMP B-TREE"), "{scanned}");
}
