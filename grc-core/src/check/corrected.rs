//! A sealed procedure some of whose texts say something else.

use serde_json::{Value, json};

use crate::definition::{
    Bilingual, CommunicationReference, Diagnostic, Diagnostics, NewWords, Pointer, TextReference,
};

/// The rule that a corrected text is one of the procedure's.
pub const UNKNOWN_TEXT: &str = "definition.unknown_text";

/// A text of a sealed procedure, and what it says instead.
pub type CorrectedText = (TextReference, NewWords);

/// Writes what texts say into a sealed catalogue. Gives where each stands.
///
/// # Errors
/// A fault for each that the procedure does not have.
pub(super) fn write(catalogue: &mut Value, texts: &[CorrectedText]) -> Result<Vec<Pointer>, Vec<Diagnostic>> {
    let mut unknown = Diagnostics::new();
    let mut places = Vec::with_capacity(texts.len());
    for (index, (which, words)) in texts.iter().enumerate() {
        let Some(at) = place(catalogue, which) else {
            let message = Bilingual::new(
                "la démarche n'a pas ce modèle, ou pas de message de cet identifiant",
                "the procedure has no such template, or no message with this identifier",
            );
            unknown.fault(&Pointer::root().index(index), UNKNOWN_TEXT, message);
            continue;
        };
        let text = catalogue.pointer_mut(at.as_str()).and_then(Value::as_object_mut);
        if let Some(text) = text {
            if words.body.is_some() {
                text.remove("html");
            }
            text.extend(words.texts().map(|(key, words)| (key.to_owned(), json!(words))));
        }
        places.push(at);
    }
    if unknown.has_faults() { Err(unknown.into_vec()) } else { Ok(places) }
}

/// Whether a sealed procedure says what a corrected text does already.
pub fn says(sealed: &str, (which, words): &CorrectedText) -> bool {
    let Ok(catalogue) = serde_json::from_str::<Value>(sealed) else { return false };
    let Some(text) = place(&catalogue, which).and_then(|at| catalogue.pointer(at.as_str())) else {
        return false;
    };
    words.texts().all(|(key, words)| text.get(key) == Some(&json!(words)))
}

fn place(catalogue: &Value, which: &TextReference) -> Option<Pointer> {
    match which {
        TextReference::Template(id) => {
            let at = Pointer::root().key("templates");
            rank(catalogue, &at, id.as_str()).map(|rank| at.index(rank))
        }
        TextReference::Communication(CommunicationReference { scenario, id }) => {
            let at = Pointer::root().key("procedures").index(0).key("scenarios");
            let scenario = at.index(rank(catalogue, &at, scenario.as_str())?);
            let at = scenario.key("communications");
            match rank(catalogue, &at, id.as_str()) {
                Some(rank) => Some(at.index(rank)),
                None => notice(catalogue, circuit(catalogue, &scenario)?, id.as_str()),
            }
        }
    }
}

/// Where the circuit of a scenario is written: there, or among those that scenarios share.
fn circuit(catalogue: &Value, scenario: &Pointer) -> Option<Pointer> {
    let own = scenario.key("workflow");
    let written = catalogue.pointer(own.as_str())?;
    let Some(shared) = written.get("use") else { return Some(own) };
    let at = Pointer::root().key("workflows");
    rank(catalogue, &at, shared.as_str()?.strip_prefix('@')?).map(|rank| at.index(rank))
}

/// Where an action of a circuit writes the message of that identifier.
fn notice(catalogue: &Value, circuit: Pointer, id: &str) -> Option<Pointer> {
    let mut to_read = vec![circuit];
    while let Some(at) = to_read.pop() {
        match catalogue.pointer(at.as_str())? {
            Value::Object(members) => {
                let notify = members.get("notify").and_then(|notify| notify.get("id"));
                if notify.and_then(Value::as_str) == Some(id) {
                    return Some(at.key("notify"));
                }
                to_read.extend(members.keys().map(|key| at.key(key)));
            }
            Value::Array(elements) => to_read.extend((0..elements.len()).map(|rank| at.index(rank))),
            _ => {}
        }
    }
    None
}

fn rank(catalogue: &Value, at: &Pointer, id: &str) -> Option<usize> {
    let all = catalogue.pointer(at.as_str())?.as_array()?;
    all.iter().position(|one| one.get("id").and_then(Value::as_str) == Some(id))
}

/// Faults, those of a corrected text at its place in the list of texts.
pub(super) fn told(mut faults: Vec<Diagnostic>, places: &[Pointer]) -> Vec<Diagnostic> {
    for fault in &mut faults {
        let inside = |at: &Pointer| {
            let inside = fault.pointer.strip_prefix(at.as_str())?;
            (inside.is_empty() || inside.starts_with('/')).then(|| inside.to_owned())
        };
        let found = places.iter().enumerate().find_map(|(index, at)| Some((index, inside(at)?)));
        if let Some((index, inside)) = found {
            fault.pointer = Pointer::root().index(index).join(&inside).as_str().to_owned();
        }
    }
    faults
}
