//! The committed schemas of the definition format and of the operations are those of this version.
//!
//! `make schema` writes them again.

use std::fs;
use std::path::Path;

use grc::definition::schema_files;
use grc::wire::operations_schema;

#[test]
fn the_committed_schemas_are_those_of_this_version() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema");
    let operations = ("operations.json".to_owned(), operations_schema());
    for (name, schema) in schema_files().into_iter().chain([operations]) {
        let mut expected = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
        expected.push('\n');
        let path = folder.join(&name);
        if std::env::var_os("GRC_WRITE_SCHEMA").is_some() {
            fs::create_dir_all(&folder).expect("the folder of schemas can be made");
            fs::write(&path, &expected).expect("a schema can be written");
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == expected, "{name} is out of date: run `make schema`");
    }
}
