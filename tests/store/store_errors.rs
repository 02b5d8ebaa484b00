//! Files that are no store, or cannot be one: a typed error each, and nothing written.

use std::fs;
use std::path::Path;

use crate::common::{FR, TownHall, code, town};
use grc::{Actor, Engine, ErrorCode};
use rusqlite::Connection;

fn content(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap()
}

/// What a folder holds, so that nothing beside the file is forgotten.
fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn refused_untouched(path: &Path, expected: ErrorCode) {
    let before = (content(path), names(path.parent().unwrap()));
    assert_eq!(code(Engine::open(path)), expected);
    assert_eq!((content(path), names(path.parent().unwrap())), before, "nothing was written");
}

#[test]
fn a_file_that_is_not_a_store_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("notes.txt");
    fs::write(&path, "Ceci n'est pas une base.".repeat(200)).unwrap();
    refused_untouched(&path, ErrorCode::StoreNotGrc);
    let path = directory.path().join("autre.db");
    let other = Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE autre (a); INSERT INTO autre VALUES (1);").unwrap();
    other.close().unwrap();
    refused_untouched(&path, ErrorCode::StoreNotGrc);
}

#[test]
fn a_store_of_a_newer_version_is_refused() {
    let town_hall = TownHall::open();
    let path = town_hall.path();
    town_hall.file(&Actor::applicant("camille"));
    drop(town_hall.engine);
    let connection = Connection::open(&path).unwrap();
    connection.pragma_update(None, "user_version", 1_000_000).unwrap();
    connection.close().unwrap();
    refused_untouched(&path, ErrorCode::StoreNewer);
}

#[test]
fn a_path_that_leads_nowhere_or_to_a_folder_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    assert_eq!(code(Engine::open(directory.path().join("absent/mairie.db"))), ErrorCode::StoreIo);
    let refused = code(Engine::open(directory.path()));
    assert!(refused.is_of_the_store(), "{refused}");
    assert_eq!(names(directory.path()), [""; 0]);
}

#[test]
fn a_store_cut_short_is_refused_and_left_as_it_is() {
    let town_hall = TownHall::open();
    let path = town_hall.path();
    for _ in 0..20 {
        town_hall.file(&Actor::applicant("camille"));
    }
    let TownHall { engine, directory, .. } = town_hall;
    drop(engine);
    let whole = content(&path);
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let tried = Engine::open(&path).and_then(|engine| {
        engine.verify(&Actor::System, &[])?;
        engine.submit(&Actor::applicant("camille"), town::submission())
    });
    let refused = code(tried);
    assert!(refused.is_of_the_store(), "{refused}");
    drop(directory);
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(unix)]
#[test]
fn a_directory_that_cannot_be_written_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    drop(Engine::open(path.join("avant.db")).unwrap());
    set_mode(&path.join("avant.db"), 0o444);
    set_mode(path, 0o555);
    // Permissions do not hold the superuser: then a child without powers does the opening.
    let superuser = fs::write(path.join("essai"), "").is_ok();
    let this = std::env::current_exe().unwrap();
    let mut child = if superuser {
        fs::remove_file(path.join("essai")).unwrap();
        let mut child = std::process::Command::new("setpriv");
        child.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(this);
        child
    } else {
        std::process::Command::new(this)
    };
    let output = child
        .args(["--exact", "--ignored", "--nocapture", "store_errors::a_child_opens_what_it_may_not_write"])
        .env("GRC_TEST_READ_ONLY", path)
        .output();
    set_mode(path, 0o755);
    // Without `setpriv`, or where others may not reach this program, there is nobody to try it.
    let Ok(output) = output else {
        eprintln!("NOT CHECKED: this machine has no `setpriv`, and the superuser may write everywhere");
        return;
    };
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    let unreachable = said.starts_with("setpriv: failed to execute");
    if unreachable {
        eprintln!("NOT CHECKED: others may not run this program, and the superuser may write everywhere");
    }
    assert!(unreachable || (output.status.success() && said.contains("refused twice")), "{said}");
}

#[test]
#[ignore = "run by a_directory_that_cannot_be_written_is_refused, in a process without powers"]
fn a_child_opens_what_it_may_not_write() {
    let Some(directory) = std::env::var_os("GRC_TEST_READ_ONLY") else { return };
    for name in ["mairie.db", "avant.db"] {
        assert_eq!(code(Engine::open(Path::new(&directory).join(name))), ErrorCode::StoreReadOnly, "{name}");
    }
    println!("refused twice");
}

#[cfg(unix)]
#[test]
fn a_full_disk_refuses_what_does_not_fit_and_keeps_what_did() {
    let directory = tempfile::tempdir().unwrap();
    // A file system of its own, when the test may mount one; elsewhere there is nothing to fill.
    let mount = |arguments: &[&str]| {
        std::process::Command::new("mount").args(arguments).arg(directory.path()).output()
    };
    if !mount(&["-t", "tmpfs", "-o", "size=3m", "tmpfs"]).is_ok_and(|output| output.status.success()) {
        eprintln!("NOT CHECKED: this test may not mount a file system of its own to fill");
        return;
    }
    let filled = std::panic::catch_unwind(|| fill(directory.path()));
    std::process::Command::new("umount").arg("-l").arg(directory.path()).status().unwrap();
    filled.unwrap();
}

#[cfg(unix)]
fn fill(directory: &Path) {
    let clock = crate::common::TestClock::at(crate::common::MORNING);
    let letters = crate::common::Letterbox::default();
    let open = || Engine::open_with(directory.join("mairie.db"), crate::common::host(&clock, &letters, 1));
    let engine = open().unwrap();
    engine.publish(&Actor::System, &grc::Sources::from_value(town::catalogue())).unwrap();
    let camille = Actor::applicant("camille");
    let mut acknowledged = Vec::new();
    let refused = loop {
        match engine.submit(&camille, town::submission()) {
            Ok(receipt) => acknowledged.push(receipt),
            Err(error) => break error,
        }
        assert!(acknowledged.len() < 100_000, "the disk does not fill");
    };
    assert_eq!(refused.code(), ErrorCode::StoreFull);
    let check = |engine: &Engine| {
        let verification = engine.verify(&Actor::System, &[]).unwrap();
        assert_eq!((verification.requests, verification.broken.len()), (acknowledged.len() as u64, 0));
        let last = acknowledged.last().unwrap();
        assert_eq!(engine.request(&camille, last.id, FR).unwrap().reference, last.reference);
    };
    check(&engine);
    drop(engine);
    check(&open().unwrap());
}
