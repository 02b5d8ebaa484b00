#![allow(unsafe_code)]

use std::os::unix::fs::MetadataExt;

use super::*;

/// Runs a closure in a forked child; tells whether it returned true.
fn holds_in_child(test: impl FnOnce() -> bool) -> bool {
    // SAFETY: the child runs the closure on its only thread and ends without returning to the test harness.
    match unsafe { libc::fork() } {
        0 => {
            let held = test();
            // SAFETY: ends the child at once, which runs nothing of the parent's.
            unsafe { libc::_exit(i32::from(!held)) }
        }
        child => {
            let mut status = 0;
            // SAFETY: waits for our own child; `status` outlives the call.
            assert_eq!(unsafe { libc::waitpid(child, &raw mut status, 0) }, child);
            libc::WIFEXITED(status) && libc::WEXITSTATUS(status) == 0
        }
    }
}

/// Whether the guard's lock of an open file description is on the file, according to the system.
fn is_held(path: &Path) -> bool {
    let inode = format!(":{} ", std::fs::metadata(path).unwrap().ino());
    let locks = std::fs::read_to_string("/proc/locks").unwrap();
    locks.lines().any(|lock| lock.contains("OFDLCK") && lock.contains(&inode))
}

/// Other tests hold locks of the process (of the allocator, of the registry) while this one forks: hence a process
/// of its own.
#[test]
#[ignore = "run by the test below, in a process of its own"]
fn fork_and_use() {
    let Some(directory) = child_directory() else { return };
    let path = store_in(&directory);
    let database = open(&path);
    let memory = open(Path::new(":memory:"));
    add(&database, 1).unwrap();
    assert_eq!(notes(&database), [1].into());
    for database in [&database, &memory] {
        assert!(holds_in_child(|| add(database, 2) == Err(StoreError::Forked)));
        assert!(holds_in_child(|| database.read(select) == Err(StoreError::Forked)));
    }
    assert!(holds_in_child(|| {
        Database::open_with(&path, patient(), NOTES).is_err_and(|error| error == StoreError::Forked)
    }));
    // The control: what holds of these children does not hold of any.
    assert!(!holds_in_child(|| false));
    assert!(holds_in_child(|| {
        let other = open(&path.with_extension("autre"));
        add(&other, 1).is_ok()
    }));

    // A child that drops its handle drops nothing of the parent's.
    assert!(is_held(&path));
    let mut database = Some(database);
    let handle = &mut database;
    assert!(holds_in_child(move || {
        handle.take();
        true
    }));
    assert!(is_held(&path));
    let database = database.unwrap();
    add(&database, 3).unwrap();
    assert_eq!(notes(&database), [1, 3].into());
    say("parent kept its store");
}

#[test]
fn a_store_is_refused_in_a_forked_child_and_kept_in_the_parent() {
    let directory = tempfile::tempdir().unwrap();
    let output = start_child("forks::fork_and_use", directory.path(), &[]).wait_with_output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("parent kept its store"));
    assert!(output.status.success());
}
