use std::collections::BTreeMap;
use std::fs;
use std::thread;

use super::*;

const NEWER: Migrations = &[TABLE, "CREATE TABLE added (id INTEGER)"];

/// Every file of a directory, byte for byte.
fn contents(directory: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let paths = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    paths.map(|path| (path.clone(), fs::read(&path).unwrap())).collect()
}

/// Opens a file that must be refused and left as it is.
fn refused(path: &Path) -> StoreError {
    let before = contents(path.parent().unwrap());
    let error = Database::open_with(path, Options::default(), NOTES).unwrap_err();
    assert!(contents(path.parent().unwrap()) == before, "a refused file was touched");
    error
}

fn pragma<T: rusqlite::types::FromSql>(database: &Database, name: &str) -> T {
    database
        .write(|connection| Ok::<_, StoreError>(connection.pragma_query_value(None, name, |row| row.get(0))?))
        .unwrap()
}

#[test]
fn a_new_file_has_the_marks_of_a_store() {
    let directory = tempfile::tempdir().unwrap();
    let database = open(&store_in(directory.path()));
    assert_eq!(pragma::<i64>(&database, "application_id").to_be_bytes()[4..], *b"grc1");
    assert_eq!(pragma::<i64>(&database, "user_version"), 1);
    assert_eq!(pragma::<String>(&database, "journal_mode"), "wal");
    assert_eq!(pragma::<i64>(&database, "synchronous"), 2);
    assert_eq!(pragma::<i64>(&database, "foreign_keys"), 1);
}

#[test]
fn a_closed_store_is_one_file_and_opens_again() {
    let directory = tempfile::tempdir().unwrap();
    let path = store_in(directory.path());
    add(&open(&path), 1).unwrap();
    assert_eq!(contents(directory.path()).len(), 1);
    assert_eq!(notes(&open(&path)), [1].into());
}

#[test]
fn the_library_opens_what_it_creates() {
    let directory = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        Database::open(store_in(directory.path()), Options::default()).unwrap();
    }
}

#[test]
fn another_kind_of_file_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let path = store_in(directory.path());
    for length in [1, 100, 5000] {
        fs::write(&path, "Bonjour. ".repeat(length)).unwrap();
        assert_eq!(refused(&path), StoreError::NotGrc);
    }
}

#[test]
fn the_database_of_another_application_is_refused() {
    for journal in ["delete", "wal"] {
        let directory = tempfile::tempdir().unwrap();
        let path = store_in(directory.path());
        let other = Connection::open(&path).unwrap();
        other.pragma_update(None, "journal_mode", journal).unwrap();
        other.execute_batch("CREATE TABLE parcel (id INTEGER PRIMARY KEY)").unwrap();
        drop(other);
        assert_eq!(refused(&path), StoreError::NotGrc);
    }
}

#[test]
fn a_newer_store_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let path = store_in(directory.path());
    Database::open_with(&path, Options::default(), NEWER).unwrap();
    assert_eq!(refused(&path), StoreError::Newer { found: 2, known: 1 });
}

#[test]
fn a_newer_store_that_was_not_closed_is_refused_with_its_log() {
    let directory = tempfile::tempdir().unwrap();
    let path = store_in(directory.path());
    let database = Database::open_with(&path, Options::default(), NEWER).unwrap();
    // As a crash leaves it: the file and its log, without an index.
    let crashed = tempfile::tempdir().unwrap();
    for name in ["mairie.db", "mairie.db-wal"] {
        fs::copy(directory.path().join(name), crashed.path().join(name)).unwrap();
    }
    drop(database);
    let path = store_in(crashed.path());
    let before = contents(crashed.path());
    let error = Database::open_with(&path, Options::default(), NOTES).unwrap_err();
    assert_eq!(error, StoreError::Newer { found: 2, known: 1 });
    for (path, bytes) in before {
        assert!(fs::read(path).unwrap() == bytes, "a refused file was touched");
    }
}

#[test]
fn an_older_store_is_brought_up_to_date() {
    let directory = tempfile::tempdir().unwrap();
    let path = store_in(directory.path());
    add(&open(&path), 1).unwrap();
    let newer: Migrations =
        &[TABLE, "ALTER TABLE note ADD COLUMN author TEXT; UPDATE note SET author = 'mairie'"];
    let database = Database::open_with(&path, Options::default(), newer).unwrap();
    assert_eq!(pragma::<i64>(&database, "user_version"), 2);
    let author: String = database
        .read(|connection| {
            Ok::<_, StoreError>(connection.query_row("SELECT author FROM note", [], |row| row.get(0))?)
        })
        .unwrap();
    assert_eq!(author, "mairie");
}

#[test]
fn a_migration_that_fails_leaves_the_store_as_it_was() {
    let directory = tempfile::tempdir().unwrap();
    let path = store_in(directory.path());
    add(&open(&path), 1).unwrap();
    let failing: Migrations = &[TABLE, "DROP TABLE note; CREATE TABLE added (id INTEGER)", "nonsense"];
    Database::open_with(&path, Options::default(), failing).unwrap_err();
    assert_eq!(notes(&open(&path)), [1].into());
}

#[test]
fn a_truncated_store_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let path = store_in(directory.path());
    add(&open(&path), 1).unwrap();
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() - 4096]).unwrap();
    assert_eq!(refused(&path), StoreError::Corrupt);
}

#[test]
fn a_store_whose_schema_is_damaged_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let path = store_in(directory.path());
    add(&open(&path), 1).unwrap();
    let mut bytes = fs::read(&path).unwrap();
    // After the 100 bytes of the header comes the root of the schema.
    bytes[100..4000].fill(0x5a);
    fs::write(&path, bytes).unwrap();
    assert_eq!(refused(&path), StoreError::Corrupt);
}

#[test]
fn a_missing_directory_and_a_directory_are_refused() {
    let directory = tempfile::tempdir().unwrap();
    let missing = directory.path().join("nowhere").join("mairie.db");
    for path in [missing.as_path(), directory.path()] {
        let error = Database::open_with(path, Options::default(), NOTES).unwrap_err();
        assert_eq!(error.code(), "store_io");
    }
    assert!(contents(directory.path()).is_empty());
}

#[test]
fn two_names_of_a_file_give_one_database() {
    let directory = tempfile::tempdir().unwrap();
    let path = store_in(directory.path());
    let database = open(&path);
    let other = directory.path().join("lien.db");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&path, &other).unwrap();
    assert!(database.is_same(&open(&other)));
    assert!(!database.is_same(&open(&directory.path().join("autre.db"))));
}

#[test]
fn databases_in_memory_are_private() {
    let first = open(Path::new(":memory:"));
    add(&first, 1).unwrap();
    assert!(notes(&open(Path::new(":memory:"))).is_empty());
}

#[test]
fn a_file_may_be_closed_and_opened_by_many_threads_at_once() {
    let directory = tempfile::tempdir().unwrap();
    let path = store_in(directory.path());
    thread::scope(|scope| {
        for thread in 0..4 {
            let path = &path;
            scope.spawn(move || {
                for id in 0..40 {
                    let database = open(path);
                    add(&database, thread * 100 + id).unwrap();
                    drop(database);
                }
            });
        }
    });
    assert_eq!(notes(&open(&path)).len(), 160);
}

/// Opening as a user without rights: these tests may run as root, who has them all.
#[cfg(target_os = "linux")]
mod without_rights {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    use super::*;

    const NOBODY: u32 = 65534;

    #[test]
    #[ignore = "run by the tests below, in a process of its own"]
    fn open_as_nobody() {
        let Some(directory) = child_directory() else { return };
        match Database::open_with(&store_in(&directory), Options::default(), NOTES) {
            Ok(_) => say("opened"),
            Err(error) => say(error.code()),
        }
    }

    /// What opening gives with these rights on the directory and the file.
    fn opened_with(directory_mode: u32, file_mode: Option<u32>) -> String {
        let directory = tempfile::tempdir().unwrap();
        let path = store_in(directory.path());
        let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        if let Some(mode) = file_mode {
            add(&open(&path), 1).unwrap();
            set(&path, mode);
        }
        set(directory.path(), directory_mode);
        let before = contents(directory.path());
        let mut command = Command::new(std::env::current_exe().unwrap());
        let test = "store::sqlite::tests::opening::without_rights::open_as_nobody";
        command.args(["--exact", test, "--ignored", "--nocapture"]).env(DIRECTORY, directory.path());
        if fs::metadata("/proc/self").unwrap().uid() == 0 {
            command.uid(NOBODY).gid(NOBODY);
        }
        let output = command.current_dir("/").output().unwrap();
        assert!(contents(directory.path()) == before, "a refused file was touched");
        set(directory.path(), 0o700);
        let output = String::from_utf8(output.stdout).unwrap();
        output.lines().find(|line| line.starts_with("store_") || *line == "opened").unwrap().to_owned()
    }

    #[test]
    fn a_new_store_in_a_read_only_directory_is_refused() {
        assert_eq!(opened_with(0o555, None), "store_read_only");
    }

    #[test]
    fn a_store_in_a_read_only_directory_is_refused() {
        assert_eq!(opened_with(0o555, Some(0o666)), "store_read_only");
        assert_eq!(opened_with(0o555, Some(0o444)), "store_read_only");
    }

    #[test]
    fn a_read_only_file_is_refused() {
        assert_eq!(opened_with(0o777, Some(0o444)), "store_read_only");
    }

    #[test]
    fn the_same_rights_as_others_open_a_store() {
        assert_eq!(opened_with(0o777, Some(0o666)), "opened");
    }
}
