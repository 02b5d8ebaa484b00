#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use std::fs;

use super::read;
use crate::check::Sources;
use crate::error::ErrorCode;

fn names(directory: &std::path::Path) -> Vec<String> {
    read(directory).unwrap().into_iter().map(|(name, _)| name).collect()
}

#[test]
fn files_are_read_in_order_and_hidden_ones_are_left_out() {
    let directory = tempfile::tempdir().unwrap();
    fs::create_dir_all(directory.path().join("procedures/été")).unwrap();
    fs::create_dir_all(directory.path().join(".git")).unwrap();
    for name in
        ["procedures/été/b.json", "procedures/a.json", "catalogue.json", ".git/x.json", "procedures/.c.json"]
    {
        fs::write(directory.path().join(name), name).unwrap();
    }
    let files = read(directory.path()).unwrap();
    let expected = ["catalogue.json", "procedures/a.json", "procedures/été/b.json"];
    assert_eq!(files, expected.map(|name| (name.to_owned(), name.as_bytes().to_vec())));
}

#[cfg(unix)]
#[test]
fn links_that_go_round_are_followed_once() {
    let directory = tempfile::tempdir().unwrap();
    let procedures = directory.path().join("procedures");
    fs::create_dir(&procedures).unwrap();
    fs::write(procedures.join("a.json"), "{}").unwrap();
    std::os::unix::fs::symlink(directory.path(), procedures.join("tour")).unwrap();
    std::os::unix::fs::symlink(procedures.join("a.json"), procedures.join("b.json")).unwrap();
    assert_eq!(names(directory.path()), ["procedures/a.json", "procedures/b.json"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let directory = tempfile::tempdir().unwrap();
    let made = std::process::Command::new("mkfifo").arg(directory.path().join("a.json")).status();
    assert!(made.unwrap().success());
    assert!(names(directory.path()).is_empty());
}

#[test]
fn a_directory_that_is_not_there_is_a_typed_failure() {
    let error = Sources::from_dir("/il/n'y/a/rien").unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnreadableDefinition);
    assert_eq!(error.path(), Some("/il/n'y/a/rien"));
}
