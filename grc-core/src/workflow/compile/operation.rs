//! What a call adds to its address, its headers, how long it may take.

use std::collections::{BTreeMap, BTreeSet};

use super::retry::exact_seconds;
use crate::definition::{Bilingual, Computed, Diagnostics, HeaderName, ParameterName, Pointer};
use crate::expr::{Duration, Scope, publication};
use crate::workflow::process::Parameter;

/// The longest that a call may take, in seconds. A worker's lease covers two such calls, and two for a token.
const LONGEST: u32 = 45;

/// Headers that say where a call goes, who makes it, which one it is and how it is framed: the engine's own.
const RESERVED: [&str; 15] = [
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "expect",
    "forwarded",
    "host",
    "idempotency-key",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

pub(super) fn query(
    definitions: &BTreeMap<ParameterName, Computed>,
    scope: &Scope,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Vec<(String, Parameter)> {
    let compiled = definitions
        .iter()
        .filter_map(|(name, text)| Some((name.0.clone(), parameter(text, scope, &at.key(&name.0), faults)?)));
    compiled.collect()
}

/// Headers of the operation's own. `taken` are those that tell who calls.
pub(super) fn headers(
    definitions: &BTreeMap<HeaderName, Computed>,
    taken: &[&str],
    scope: &Scope,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Vec<(String, Parameter)> {
    let mut seen = BTreeSet::new();
    let compiled = definitions.iter().filter_map(|(name, text)| {
        let at = at.key(&name.0);
        if is_reserved(&name.0) || taken.iter().any(|own| own.eq_ignore_ascii_case(&name.0)) {
            reserved(&at, faults);
            return None;
        }
        if !seen.insert(name.0.to_ascii_lowercase()) {
            let message = Bilingual::new("cet en-tête est écrit deux fois", "this header is written twice");
            faults.fault(&at, "definition.duplicate_id", message);
        }
        Some((name.0.clone(), parameter(text, scope, &at, faults)?))
    });
    compiled.collect()
}

/// Whether a header is the engine's own.
pub(super) fn is_reserved(name: &str) -> bool {
    RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(name))
}

pub(super) fn reserved(at: &Pointer, faults: &mut Diagnostics) {
    let message = Bilingual::new(
        "cet en-tête est écrit par le moteur : un autre nom est attendu",
        "this header is written by the engine: another name is expected",
    );
    faults.fault(at, "definition.reserved_header", message);
}

/// Whole seconds. `None` after a fault.
pub(super) fn timeout(text: &str, at: &Pointer, faults: &mut Diagnostics) -> Option<u32> {
    let Ok(duration) = text.parse::<Duration>() else {
        super::bad_duration(at, faults);
        return None;
    };
    let seconds = exact_seconds(duration).and_then(|seconds| u32::try_from(seconds).ok());
    let seconds = seconds.filter(|seconds| (1..=LONGEST).contains(seconds));
    if seconds.is_none() {
        let message = Bilingual::new(
            format!("un appel peut durer de 1 à {LONGEST} secondes"),
            format!("a call may take from 1 to {LONGEST} seconds"),
        );
        faults.fault(at, "definition.call_timeout", message);
    }
    seconds
}

fn parameter(text: &Computed, scope: &Scope, at: &Pointer, faults: &mut Diagnostics) -> Option<Parameter> {
    match text.expression() {
        Some(source) => publication::computed(source, scope, None, at, faults).map(Parameter::Computed),
        None => publication::template(&text.0, scope, at, faults).map(Parameter::Text),
    }
}
