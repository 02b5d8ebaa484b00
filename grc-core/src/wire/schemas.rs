//! The table of operations as one document: what programs read that write an interface in another language.

use serde_json::{Map, Value as Json, json};

use super::table::operations;

type Types = Map<String, Json>;

/// `docs/schema/operations.json`: every operation in order, with the JSON Schemas of its request and of its result.
///
/// The types that several operations share stand once, under `request_types` and `result_types`: the same name may be
/// looser in a request, whose members may be left out, than in a result.
pub fn operations_schema() -> Json {
    let (mut request_types, mut result_types) = (Types::new(), Types::new());
    let told: Vec<Json> = operations()
        .iter()
        .map(|operation| {
            json!({
                "name": operation.name,
                "summary": operation.summary,
                "acts": operation.acts,
                "result_type": operation.result_type(),
                "request": gathered(operation.request_schema(), "request_types", &mut request_types),
                "result": gathered(operation.result_schema(), "result_types", &mut result_types),
            })
        })
        .collect();
    json!({"operations": told, "request_types": request_types, "result_types": result_types})
}

/// A schema without its own types, which join the others.
fn gathered(mut schema: Json, place: &str, types: &mut Types) -> Json {
    if let Json::Object(root) = &mut schema {
        root.remove("$schema");
        if let Some(Json::Object(defined)) = root.remove("$defs") {
            for (name, mut schema) in defined {
                refer(&mut schema, place);
                types.entry(name).or_insert(schema);
            }
        }
    }
    refer(&mut schema, place);
    schema
}

/// Has each reference lead to where the types are.
fn refer(schema: &mut Json, place: &str) {
    match schema {
        Json::Object(members) => {
            for (key, member) in members {
                match member {
                    Json::String(reference) if key == "$ref" => {
                        *reference = reference.replace("#/$defs/", &format!("#/{place}/"));
                    }
                    member => refer(member, place),
                }
            }
        }
        Json::Array(elements) => elements.iter_mut().for_each(|element| refer(element, place)),
        _ => {}
    }
}
