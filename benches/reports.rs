//! A town whose reports are handed to business applications, one procedure for each.

use std::path::Path;
use std::sync::Arc;

use grc::store::sqlite::{Durability, Options, SqliteStore};
use grc::{Actor, AddressGuard, Applicant, Engine, Host, Sources, Submission};
use serde_json::{Value as Json, json};

/// Files a report for the application of that rank.
pub(crate) fn submit(engine: &Engine, rank: usize) {
    let answers = json!({"quoi": "Un trou"}).as_object().cloned().expect("an object");
    let submission = Submission::new(
        &format!("signalement-{rank}"),
        "signaler",
        Applicant::citizen("Irène", "Morel"),
        answers,
    );
    engine.submit(&Actor::applicant("compte"), submission).expect("the report is filed");
}

/// An engine whose procedures each call one of the applications.
pub(crate) fn open(path: &Path, applications: &[String]) -> Engine {
    let options = Options { durability: Durability::Off, ..Options::default() };
    let store = Arc::new(SqliteStore::open_with(path, options).expect("the store opens"));
    let guard = applications
        .iter()
        .try_fold(AddressGuard::default(), |guard, address| guard.allow(address))
        .expect("addresses");
    let engine = Engine::on(store, Host::new().guard(guard));
    let (connectors, procedures): (Vec<Json>, Vec<Json>) =
        applications.iter().enumerate().map(|(rank, address)| part(rank, address)).unzip();
    let catalogue = json!({
        "services": [{"id": "voirie", "title": "Voirie"}], "connectors": connectors, "procedures": procedures
    });
    engine.publish(&Actor::System, &Sources::from_value(catalogue)).expect("the catalogue is published");
    engine
}

/// A connector, and the procedure that calls it.
fn part(rank: usize, address: &str) -> (Json, Json) {
    let connector = json!({
        "id": format!("application-{rank}"), "base_url": format!("http://{address}/api"),
        "operations": {"creer": {"method": "POST", "path": "/tickets", "timeout": "PT1S",
            "body": {"ref": "=request.reference", "quoi": "=answers.quoi"},
            "result": {"external_id": "=response.id"}}}
    });
    let procedure = json!({
        "id": format!("signalement-{rank}"), "title": "Signaler un trou", "service": "voirie",
        "scenarios": [{
            "id": "signaler", "kind": "api", "title": "Signaler", "connector": format!("@application-{rank}"),
            "applicant": {"identity": "none"},
            "form": {"fields": [{"id": "quoi", "type": "text", "label": "Quoi", "required": true}]},
            "workflow": {"id": "reparation", "initial": "transmise", "statuses": {
                "transmise": {"label": "Transmise", "state": "new", "on_enter": [{"push": "creer"}], "transitions": [
                    {"id": "accuser", "to": "prise", "on": "push:creer:done"},
                    {"id": "echouer", "to": "a_la_main", "on": "push:creer:failed"}]},
                "prise": {"label": "Prise en charge", "state": "in_progress", "transitions": [
                    {"id": "finir", "to": "resolue", "on": "signal:fini"}]},
                "a_la_main": {"label": "À la main", "state": "on_hold", "transitions": [
                    {"id": "finir", "to": "resolue", "on": "signal:fini"}]},
                "resolue": {"label": "Résolue", "state": "done", "outcome": "granted"}}}
        }]
    });
    (connector, procedure)
}
