//! One procedure and all that it refers to, as bytes that never change.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::Sources;
use super::uses::Uses;
use crate::definition::{Catalogue, Id, Procedure, ScenarioKind, Text};
use crate::request::history::{Hash, from_hexadecimal, hexadecimal};

/// A sealed procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The procedure.
    pub id: Id,
    /// The catalogue that holds the procedure and what it refers to, and nothing else: compact JSON with sorted keys.
    pub json: String,
    /// SHA-256 of `json`.
    pub hash: Hash,
    /// The lists that it refers to, by their hashes: a list of 40,000 options is not written again in each version.
    pub lists: Vec<Hash>,
    /// Texts by which people search: title, keywords, the rest.
    pub texts: [String; 3],
}

/// A sealed list of options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedList {
    /// Its identifier in its catalogue.
    pub id: Id,
    /// The list as it was written: compact JSON with sorted keys.
    pub json: String,
    /// SHA-256 of `json`.
    pub hash: Hash,
}

/// Seals every list of a catalogue.
pub fn seal_lists(sources: &Sources) -> Vec<SealedList> {
    let lists = sources.value().get("lists").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let seal = |list: &Value| {
        let json = list.to_string();
        let hash = Sha256::digest(json.as_bytes()).into();
        Some(SealedList { id: Id(list.get("id")?.as_str()?.to_owned()), json, hash })
    };
    lists.iter().filter_map(seal).collect()
}

/// Whether a text is the one that was sealed with this hash.
pub fn is_sealed(json: &str, hash: &Hash) -> bool {
    Hash::from(Sha256::digest(json.as_bytes())) == *hash
}

/// The lists that a sealed procedure refers to, by their hashes; `None` if it is not one.
pub fn sealed_lists(json: &str) -> Option<Vec<Hash>> {
    let (_, lists) = unseal(json)?;
    Some(lists.into_iter().map(|(_, hash)| hash).collect())
}

/// The catalogue of a sealed procedure, without its lists, and the hash of each of those by id.
pub(super) fn unseal(sealed: &str) -> Option<(Value, Vec<(String, Hash)>)> {
    let mut catalogue: Value = serde_json::from_str(sealed).ok()?;
    let Value::Array(lists) = catalogue.as_object_mut()?.remove("lists")? else { return None };
    let named = |list: &Value| {
        let hash = from_hexadecimal(list.get("sha256")?.as_str()?)?;
        Some((list.get("id")?.as_str()?.to_owned(), hash))
    };
    Some((catalogue, lists.iter().map(named).collect::<Option<_>>()?))
}

/// Seals a procedure of a catalogue, which was read from `sources` and has these `lists`. `None` if there is no such
/// procedure.
///
/// Each part is sealed as it was written, so that a newer engine, which may know more keys or other defaults, reads it
/// as it was. With the procedure come the shared parts that it uses, its theme, every service (circuits may name
/// any), the divisions of the town that it names, the settings, the language, the time zone, the calendar and the layout of
/// e-mails. A list comes as its hash. The order of items, files and keys changes nothing.
pub fn seal(
    sources: &Sources,
    catalogue: &Catalogue,
    lists: &[SealedList],
    procedure: &Id,
) -> Option<Sealed> {
    let definition = catalogue.procedures.iter().find(|one| one.id == *procedure)?;
    let mut uses = Uses::default();
    uses.add(definition, catalogue);
    let themes = definition.theme.iter().map(ToString::to_string).collect();
    let services = catalogue.services.iter().map(|service| service.id.to_string()).collect();

    let source = sources.value();
    let mut sealed = Map::new();
    sealed.insert("language".to_owned(), json!(catalogue.language));
    sealed.insert("time_zone".to_owned(), json!(catalogue.time_zone));
    sealed.insert("settings".to_owned(), source.get("settings").cloned().unwrap_or_else(|| json!({})));
    if let Some(calendar) = source.get("calendar") {
        sealed.insert("calendar".to_owned(), calendar.clone());
    }
    if let Some(layout) = source.get("layout") {
        sealed.insert("layout".to_owned(), layout.clone());
    }
    for (kind, ids) in [
        ("themes", &themes),
        ("services", &services),
        ("procedures", &BTreeSet::from([procedure.to_string()])),
        ("workflows", &uses.workflows),
        ("blocks", &uses.blocks),
        ("templates", &uses.templates),
        ("connectors", &uses.connectors),
    ] {
        sealed.insert(kind.to_owned(), items(source, kind, ids));
    }
    let text = Value::Object(sealed.clone()).to_string();
    let quoted = divisions_quoted_in(&text, catalogue);
    let divisions = uses.divisions.into_iter().chain(quoted).collect::<BTreeSet<_>>();
    if !divisions.is_empty() {
        sealed.insert("sectors".to_owned(), items(source, "sectors", &divisions));
    }
    let mut lists: Vec<&SealedList> =
        lists.iter().filter(|list| uses.lists.contains(list.id.as_str())).collect();
    lists.sort_by(|one, other| one.id.cmp(&other.id));
    let named = |list: &&SealedList| json!({"id": list.id, "sha256": hexadecimal(&list.hash)});
    sealed.insert("lists".to_owned(), lists.iter().map(named).collect());
    let lists = lists.into_iter().map(|list| list.hash).collect();
    // Keys are sorted: `serde_json::Map` is a `BTreeMap`, which a test verifies.
    let json = Value::Object(sealed).to_string();
    let hash = Sha256::digest(json.as_bytes()).into();
    Some(Sealed { id: procedure.clone(), json, hash, lists, texts: texts(definition) })
}

/// The divisions of the town whose names stand between quotes in the expressions of what is sealed: publication makes
/// sure that an expression names a division so.
fn divisions_quoted_in(sealed: &str, catalogue: &Catalogue) -> impl Iterator<Item = String> {
    let names = catalogue.sectors.iter().map(|division| division.id.to_string());
    // The double quotes of an expression are escaped in JSON.
    names.filter(move |name| {
        [format!("'{name}'"), format!("\\\"{name}\\\"")].iter().any(|quoted| sealed.contains(quoted))
    })
}

/// The items of a kind that have these ids, in the order of the ids.
fn items(source: &Value, kind: &str, ids: &BTreeSet<String>) -> Value {
    let all = source.get(kind).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let find = |id: &String| all.iter().find(|item| item.get("id").and_then(Value::as_str) == Some(id));
    ids.iter().filter_map(find).cloned().collect()
}

fn texts(procedure: &Procedure) -> [String; 3] {
    let title = written([&procedure.title]);
    let information = procedure.scenarios.iter().flat_map(|scenario| {
        let content = match &scenario.kind {
            ScenarioKind::Information(information) => Some(&information.content),
            ScenarioKind::Redirect(redirect) => redirect.content.as_ref(),
            ScenarioKind::Online(_) | ScenarioKind::Api(_) => None,
        };
        std::iter::once(&scenario.title).chain(content)
    });
    [title, procedure.keywords.join("\n"), written(procedure.summary.iter().chain(information))]
}

/// Texts, in all their languages.
fn written<'a>(texts: impl IntoIterator<Item = &'a Text>) -> String {
    let all = texts.into_iter().flat_map(Text::all).map(|(_, text)| text);
    all.collect::<Vec<_>>().join("\n")
}
