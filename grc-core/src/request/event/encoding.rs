//! Events as they are stored and hashed.

use serde::Deserialize;
use serde::de;
use serde::ser::Error as _;
use serde_json::Value;

use super::{Event, EventContent};
use crate::request::{Actor, Instant};

#[derive(Deserialize)]
struct Stored {
    actor: Actor,
    #[serde(default)]
    on_behalf_of: Option<String>,
    #[serde(default)]
    payload: Value,
}

impl Event {
    /// The text that is stored and hashed: the actor and the content.
    ///
    /// # Errors
    /// None in practice: every event is plain data.
    pub fn encode(&self) -> Result<String, serde_json::Error> {
        let actor = serde_json::to_string(&self.actor)?;
        // `{"type":…,"payload":…}`: the type is stored beside.
        let content = serde_json::to_string(&self.content)?;
        let payload = content.split_once(r#","payload":"#).and_then(|(_, rest)| rest.strip_suffix('}'));
        let payload = payload.ok_or_else(|| serde_json::Error::custom("event without content"))?;
        let behalf = match &self.on_behalf_of {
            Some(absent) => format!(r#""on_behalf_of":{},"#, serde_json::to_string(absent)?),
            None => String::new(),
        };
        Ok(format!(r#"{{"actor":{actor},{behalf}"payload":{payload}}}"#))
    }

    /// Reads an event back from what was stored.
    ///
    /// # Errors
    /// When the name or version is of a newer engine, or the text is damaged.
    pub fn decode(
        type_name: &str,
        version: u32,
        sequence: u64,
        at: Instant,
        text: &str,
    ) -> Result<Self, serde_json::Error> {
        if version != 1 {
            return Err(de::Error::custom("event of a newer engine"));
        }
        let Stored { actor, on_behalf_of, payload } = serde_json::from_str(text)?;
        let content = serde_json::from_value(serde_json::json!({"type": type_name, "payload": payload}))?;
        Ok(Self { sequence, at, actor, on_behalf_of, content })
    }
}

impl EventContent {
    /// Whether an event is stored under this name.
    pub fn is_type(name: &str) -> bool {
        // What is said of a type that is known is that its payload is missing.
        let typed = serde_json::json!({"type": name, "payload": null});
        match serde_json::from_value::<Self>(typed) {
            Ok(_) => true,
            Err(error) => !error.to_string().starts_with("unknown variant"),
        }
    }
}
