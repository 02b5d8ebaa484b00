//! The town that is measured: one procedure, whose form has thirty fields and eight conditions, on a real disk.

use std::path::Path;
use std::sync::Arc;

use grc::request::{RequestId, Role};
use grc::store::sqlite::{Durability, Options, SqliteStore};
use grc::{Actor, Agent, Applicant, Engine, Host, Input, Sources, Submission, Values};
use serde_json::{Value as Json, json};
use tempfile::TempDir;

/// The procedure.
pub(crate) const PROCEDURE: &str = "centre-loisirs";
/// Its scenario.
pub(crate) const SCENARIO: &str = "inscrire";
/// The agent who acts.
pub(crate) const AGENT: &str = "nadia";

/// A new directory on the disk of the build, not in memory as `/tmp` may be.
pub(crate) fn directory() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a directory")
}

/// The definitions.
pub(crate) fn sources() -> Sources {
    Sources::from_value(catalogue())
}

/// The same, as they are written.
pub(crate) fn catalogue() -> Json {
    serde_json::from_str(include_str!("catalogue.json")).expect("the catalogue is JSON")
}

/// The store at `path`, and the engine on it, ready to take requests.
pub(crate) fn open(path: &Path, durability: Durability) -> (Arc<SqliteStore>, Engine) {
    let options = Options { durability, ..Options::default() };
    let store = Arc::new(SqliteStore::open_with(path, options).expect("the store opens"));
    let engine = Engine::on(store.clone(), Host::new());
    engine.publish(&Actor::System, &sources()).expect("the catalogue is published");
    let agent = Agent::new(AGENT, "Nadia Benali").with_role(Role::Agent, "enfance");
    engine.put_agent(&Actor::System, &agent).expect("the agent is registered");
    (store, engine)
}

/// Files the request of the `rank`th applicant.
pub(crate) fn submit(engine: &Engine, rank: usize) -> RequestId {
    let name = format!("Morel{rank}");
    let applicant = Applicant::citizen("Irène", &name).with_email(&format!("irene.{rank}@exemple.fr"));
    let submission = Submission::new(PROCEDURE, SCENARIO, applicant, answers());
    engine.submit(&Actor::applicant(format!("compte-{rank}")), submission).expect("the request is filed").id
}

/// Performs a transition that ends a task, opens another in another service, and writes to the applicant.
pub(crate) fn act(engine: &Engine, request: RequestId) {
    engine
        .act(&Actor::agent(AGENT), request, "calculer", Input::none())
        .expect("the transition is performed");
}

/// Answers to the form, as they are stored.
pub(crate) fn answers() -> Values {
    values(json!({
        "nom": "Morel", "prenom": "Léo", "naissance": "2015-04-12", "ecole": "ferry", "classe": "cm2",
        "vaccins": true, "allergies": true, "detail_allergies": "Arachides : trousse d'urgence dans son sac.",
        "regime": ["sans_porc"], "rentre_seul": true, "situation": "separes", "courriel": "irene.morel@exemple.fr",
        "telephone": "+33639981234", "autre_parent": "Paul Girard", "telephone_autre_parent": "+33639985678",
        "rue": "14 bis rue du Lavoir", "code_postal": "14985", "commune": "Saint-Aubin-des-Prés",
        "quotient_familial": "845.50", "debut": "2026-07-06", "fin": "2026-08-14",
        "jours": ["lundi", "mardi", "mercredi", "jeudi"], "semaines": 6, "repas": true, "transport": true,
        "arret": "gare", "prelevement": true, "iban": "FR7630006000011234567890189"
    }))
}

/// Frames in the write-ahead log of a store since it was opened.
pub(crate) fn frames(path: &Path) -> u64 {
    const HEADER: u64 = 32;
    const FRAME: u64 = 24 + 4096;
    let log = std::fs::metadata(path.with_extension("db-wal")).expect("the log of a store named `*.db`");
    log.len().saturating_sub(HEADER) / FRAME
}

fn values(json: Json) -> Values {
    json.as_object().cloned().expect("an object")
}
