use std::thread;

use super::*;

const NOTES_EACH: i64 = 150;

#[test]
#[ignore = "run by the test below, beside other processes"]
fn write_beside_others() {
    let Some(directory) = child_directory() else { return };
    let first: i64 = std::env::var("GRC_TEST_FIRST").unwrap().parse().unwrap();
    let database = open(&store_in(&directory));
    thread::scope(|scope| {
        for writer in 0..2 {
            let database = &database;
            scope.spawn(move || {
                for id in (first + writer..first + NOTES_EACH).step_by(2) {
                    add(database, id).unwrap();
                }
            });
        }
    });
    say("done");
}

#[test]
fn several_processes_share_a_file() {
    let directory = tempfile::tempdir().unwrap();
    let database = open(&store_in(directory.path()));
    let firsts = [1000, 2000, 3000];
    let children = firsts.map(|first| {
        start_child(
            "processes::write_beside_others",
            directory.path(),
            &[("GRC_TEST_FIRST", &first.to_string())],
        )
    });
    for id in 0..NOTES_EACH {
        add(&database, id).unwrap();
    }
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(String::from_utf8(output.stdout).unwrap().contains("done"));
        assert!(output.status.success());
    }
    let expected = [0, 1000, 2000, 3000].into_iter().flat_map(|first| first..first + NOTES_EACH).collect();
    assert_eq!(notes(&database), expected);
}
