//! What operators see of the questions about all requests of a business application.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::definition::Id;
use crate::engine::{Engine, require_system};
use crate::error::Result;
use crate::request::{Actor, Instant};
use crate::store::{AskedChanges, read};

/// A business application that is asked regularly what has changed, as operators see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AskedChangesView {
    /// The connector.
    pub connector: Id,
    /// From where it is asked, as it told; from the beginning, if absent.
    pub cursor: Option<String>,
    /// Since when the cursor is there.
    pub moved_at: Option<Instant>,
    /// When it was last asked.
    pub asked_at: Option<Instant>,
    /// Code of the failure of the last question; absent when it was answered.
    pub last_failure: Option<String>,
    /// When it is asked next; absent when no request of it is open: it is not asked then.
    pub next: Option<Instant>,
}

impl Engine {
    /// The business applications that are asked regularly what has changed for all requests, by name: those that are asked now,
    /// and those that were.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host.
    pub fn asked_changes(&self, actor: &Actor) -> Result<Vec<AskedChangesView>> {
        require_system(actor)?;
        let asked = self.asked_for_changes()?;
        let views = read(self.store(), |store| {
            let mut views: BTreeMap<_, _> = store
                .all_asked_changes()?
                .into_iter()
                .map(|was| (was.connector.clone(), view(was)))
                .collect();
            for one in &asked {
                let next = self.next_to_ask(store, std::slice::from_ref(one))?;
                let view = views.entry(one.0.clone()).or_insert_with_key(|connector| AskedChangesView {
                    connector: connector.clone(),
                    cursor: None,
                    moved_at: None,
                    asked_at: None,
                    last_failure: None,
                    next: None,
                });
                view.next = next;
            }
            Ok(views)
        });
        Ok(views?.into_values().collect())
    }
}

fn view(was: AskedChanges) -> AskedChangesView {
    let AskedChanges { connector, cursor, last_failure, asked_at, moved_at, .. } = was;
    AskedChangesView { connector, cursor, moved_at, asked_at, last_failure, next: None }
}
