//! The document of all operations.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::super::operation::Operation;
use super::super::operations;
use super::super::schemas::operations_schema;

#[test]
fn a_name_is_of_one_type_among_requests_and_of_one_among_results() {
    for side in [Operation::request_schema, Operation::result_schema] {
        let mut known: BTreeMap<String, Json> = BTreeMap::new();
        for operation in operations() {
            let schema = side(operation);
            let defined = schema.get("$defs").and_then(Json::as_object).cloned().unwrap_or_default();
            for (name, schema) in defined {
                let first = known.entry(name.clone()).or_insert_with(|| schema.clone());
                assert_eq!(*first, schema, "`{name}` is another type in `{}`", operation.name);
            }
        }
        assert!(known.len() > 20);
    }
}

#[test]
fn every_reference_leads_to_a_type() {
    let document = operations_schema();
    let text = document.to_string();
    for rest in text.split("\"$ref\":\"#").skip(1) {
        let pointer = rest.split('"').next().unwrap();
        assert!(document.pointer(pointer).is_some(), "{pointer}");
    }
}
