//! The application of the technical services: it keeps tickets, refuses those whose street it does not know, and calls the
//! town hall when one moves.

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use grc::Instant;
use grc::delivery::{Secret, webhook};
use serde_json::{Value, json};

use crate::http;

pub(crate) const SECRET: &str = "whsec_c2VjcmV0LWRlcy1zZXJ2aWNlcy10ZWNobmlxdWVz";

/// The only street that it has to do with today, as it calls it.
pub(crate) const STREET: &str = "Rue du Vieux-Moulin";

/// The application, listening.
pub(crate) struct Gmao {
    pub(crate) address: SocketAddr,
    tickets: Arc<Mutex<BTreeMap<String, Value>>>,
}

impl Gmao {
    pub(crate) fn start() -> Self {
        let tickets: Arc<Mutex<BTreeMap<String, Value>>> = Arc::default();
        let kept = Arc::clone(&tickets);
        let mut known: HashMap<String, String> = HashMap::new();
        let address = http::serve(move |request| {
            let mut tickets = kept.lock().expect("tickets");
            match (request.method.as_str(), request.path.strip_prefix("/api/tickets")) {
                ("POST", Some("")) => {
                    let Ok(ticket) = serde_json::from_slice::<Value>(&request.body) else {
                        return (400, "{}".into());
                    };
                    if ticket["lieu"]["voie"] != STREET {
                        let said = format!("voie inconnue du plan, vouliez-vous dire « {STREET} » ?");
                        return (422, json!({ "erreur": said }).to_string());
                    }
                    let key = request
                        .headers
                        .iter()
                        .find(|(name, _)| name == "idempotency-key")
                        .map(|(_, key)| key.clone());
                    // The same call made twice opens one ticket.
                    let next = format!("GT-{}", 1041 + tickets.len());
                    let id = known.entry(key.unwrap_or_default()).or_insert(next).clone();
                    let ticket = json!({"ref": ticket["ref"], "statut": "ouvert", "date_prevue": null});
                    tickets.entry(id.clone()).or_insert(ticket);
                    (201, json!({ "id": id }).to_string())
                }
                ("GET", Some(path)) => match tickets.get(path.trim_start_matches('/')) {
                    Some(ticket) => (200, ticket.to_string()),
                    None => (404, "{}".into()),
                },
                _ => (405, "{}".into()),
            }
        });
        Self { address, tickets }
    }

    /// A team plans the work. The town hall will see it when it asks.
    pub(crate) fn plan(&self, day: &str) -> String {
        let mut tickets = self.tickets.lock().expect("tickets");
        let (id, ticket) = tickets.iter_mut().next().expect("a ticket");
        ticket["statut"] = json!("planifie");
        ticket["date_prevue"] = json!(day);
        id.clone()
    }

    /// The work is done: the application calls the town hall, and signs.
    pub(crate) fn close(&self, town_hall: SocketAddr, now: Instant) -> u16 {
        let tickets = self.tickets.lock().expect("tickets");
        let ticket = tickets.values().next().expect("a ticket");
        let body = json!({"ref": ticket["ref"], "statut": "clos"}).to_string();
        let headers =
            webhook::sign(&Secret::new(SECRET), "msg_0001", body.as_bytes(), now).expect("a signature");
        http::post(town_hall, "/webhooks/gmao", &headers, &body).expect("the town hall answers")
    }
}
