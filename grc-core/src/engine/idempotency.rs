//! Doing once what is asked twice.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::definition::Bilingual;
use crate::error::{Error, ErrorCode, Result};
use crate::request::{Actor, Instant};
use crate::store::{IdempotencyKey, Remembered, Writing};

/// How long a key is remembered, in milliseconds: 30 days.
const REMEMBERED_FOR: i64 = 30 * 24 * 60 * 60 * 1000;

/// Runs an operation once for each (actor, operation, key): asked again with the same input, it gives
/// the same result and does nothing. A failure is not remembered.
///
/// # Errors
/// `idempotency_mismatch` when the key was used for another input; those of the operation.
pub(super) fn once<T: Serialize + DeserializeOwned>(
    store: &mut dyn Writing,
    (actor, operation, key): (&Actor, &str, Option<&str>),
    input: &impl Serialize,
    now: Instant,
    run: impl FnOnce(&mut dyn Writing) -> Result<T>,
) -> Result<T> {
    let Some(key) = key else { return run(store) };
    let actor = serde_json::to_string(actor).map_err(|_| Error::internal("an actor cannot be written"))?;
    let key = IdempotencyKey { actor, operation: operation.to_owned(), key: key.to_owned() };
    // As a value first: its keys are sorted, whatever the order of fields.
    let input = serde_json::to_value(input).map_err(|_| Error::internal("an input cannot be written"))?;
    let hash = Sha256::digest(input.to_string()).into();
    if let Some(remembered) = store.remembered(&key, now)? {
        if remembered.input != hash {
            let message = Bilingual::new(
                "cette clé d'idempotence a déjà servi pour une autre commande",
                "this idempotency key was used for another command",
            );
            return Err(Error::new(ErrorCode::IdempotencyMismatch, message));
        }
        return serde_json::from_str(&remembered.result)
            .map_err(|_| Error::internal("a result cannot be read"));
    }
    let result = run(store)?;
    let text = serde_json::to_string(&result).map_err(|_| Error::internal("a result cannot be written"))?;
    let until = now.plus_milliseconds(REMEMBERED_FOR);
    store.remember(&key, &Remembered { input: hash, result: text }, now, until)?;
    Ok(result)
}
