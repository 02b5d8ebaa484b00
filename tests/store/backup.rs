//! A copy of the store is a store, whole as of one moment, whatever is done meanwhile.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::common::TownHall;
use grc::{Actor, Engine, ErrorCode, PageRequest, RequestQuery};

fn filed(engine: &Engine) -> u64 {
    engine.counts(&Actor::System).unwrap().iter().map(|count| count.requests).sum()
}

#[test]
fn a_copy_made_while_requests_are_filed_is_whole_and_keeps_nobody_waiting() {
    let town_hall = TownHall::open();
    let camille = Actor::applicant("camille");
    town_hall.file(&camille);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copie.db");
    let is_over = AtomicBool::new(false);
    let (before, copied, during) = thread::scope(|scope| {
        let filing = scope.spawn(|| {
            let mut count = 0;
            while !is_over.load(Ordering::Relaxed) || count == 0 {
                town_hall.file(&camille);
                count += 1;
            }
            count
        });
        let before = filed(&town_hall.engine);
        let copied = town_hall.engine.backup(&Actor::System, &path).unwrap();
        is_over.store(true, Ordering::Relaxed);
        (before, copied, filing.join().unwrap())
    });
    assert_eq!(copied.bytes, path.metadata().unwrap().len());
    let copy = Engine::open(&path).unwrap();
    let verification = copy.verify(&Actor::System, &[]).unwrap();
    assert!(verification.is_whole(), "{verification:?}");
    assert!(verification.requests >= before && verification.requests <= 1 + during);
    assert_eq!(filed(&copy), verification.requests);
    // It goes on by itself, and nothing else is left beside it.
    let rows = copy.requests(&camille, &RequestQuery::default(), &PageRequest::default()).unwrap().rows;
    assert!(rows.iter().all(|row| town_hall.engine.request(&camille, row.id, grc::Language::French).is_ok()));
    drop(copy);
    let names: Vec<_> = folder.path().read_dir().unwrap().map(|one| one.unwrap().file_name()).collect();
    assert_eq!(names, ["copie.db"]);
}

#[test]
fn a_copy_replaces_no_file_and_leaves_nothing_when_it_fails() {
    let town_hall = TownHall::open();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copie.db");
    std::fs::write(&path, "des notes").unwrap();
    for wrong in [path.clone(), folder.path().join("nulle-part/copie.db"), folder.path().to_owned()] {
        let error = town_hall.engine.backup(&Actor::System, &wrong).unwrap_err();
        assert_eq!((error.code(), error.path()), (ErrorCode::UnwritableFile, Some("/path")), "{wrong:?}");
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "des notes");
    assert_eq!(folder.path().read_dir().unwrap().count(), 1);
}

#[test]
fn only_the_host_copies_the_store() {
    let town_hall = TownHall::open();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copie.db");
    let error = town_hall.engine.backup(&Actor::agent("bruno"), &path).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Forbidden);
    assert!(!path.exists());
}

#[test]
fn a_store_in_memory_is_copied_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copie.db");
    Engine::open(":memory:").unwrap().backup(&Actor::System, &path).unwrap();
    assert_eq!(filed(&Engine::open(&path).unwrap()), 0);
}
