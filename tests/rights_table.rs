//! Who may do what: each cell of `tests/rights/table.md` is tried through the wire, on a town hall of its own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod common;

use std::collections::BTreeSet;

use common::{Letterbox, TestClock, agent, citizen, host, town, values};
use grc::engine::{Attachment, Receipt};
use grc::request::{Absence, FileId, RequestId, Role};
use grc::{Actor, Engine, Input, Instant, Sources, Submission, wire};
use serde_json::{Value, json};

const TABLE: &str = include_str!("rights/table.md");

/// Written where not everyone may read: what a case is looked for by.
const FOR_THE_TOWN_HALL: &str = "canari-mairie";
const FOR_AGENTS: &str = "canari-agents";
const FOR_MANAGERS: &str = "canari-gestionnaires";
const IN_A_TASK: &str = "canari-tache";
const IN_A_COMMENT: &str = "canari-commentaire";
const HIDDEN_STATUS: &str = "canari_statut";
const LABEL_FOR_MANAGERS: &str = "canari-question";

fn catalogue() -> Value {
    let fields = json!([
        {"id": "objet", "type": "text", "label": "Objet", "required": true},
        {"id": "quartier", "type": "choice", "label": "Quartier", "options": [{"value": "bourg", "label": "Bourg"}]},
        {"id": "plan", "type": "file", "label": "Plan"},
        {"id": "accueil", "type": "text", "label": "Accueil", "visible_to": ["reader"]},
        {"id": "cadre", "type": "text", "label": "Cadre des agents", "visible_to": ["agent"]},
        {"id": "annexe", "type": "file", "label": "Annexe", "visible_to": ["agent"]},
        {"id": "decision", "type": "choice", "label": LABEL_FOR_MANAGERS, "visible_to": ["manager"],
            "options": [{"value": "oui", "label": "Oui"}]}
    ]);
    let scenario = |id: &str| {
        json!({"id": id, "kind": "online", "title": id, "applicant": {"identity": "none"}, "form": {"fields": fields},
            "workflow": {"use": "@circuit"}})
    };
    json!({
        "services": [
            {"id": "urbanisme", "title": "Urbanisme"}, {"id": "voirie", "title": "Voirie"},
            {"id": "sports", "title": "Sports"}
        ],
        "connectors": [town::connector("gmao", "https://gmao.exemple.fr/api")],
        "workflows": [{
            "id": "circuit",
            "data": {"fields": [
                {"id": "note", "type": "text", "label": "Note"},
                {"id": "avis_reserve", "type": "text", "label": LABEL_FOR_MANAGERS, "visible_to": ["manager"]}
            ]},
            "initial": "recue",
            "statuses": {
                "recue": {"label": "Reçue", "state": "new",
                    "transitions": [{"id": "instruire", "to": HIDDEN_STATUS, "by": ["agent"],
                        "actions": [{"set": {"note": FOR_THE_TOWN_HALL, "avis_reserve": FOR_MANAGERS}}]}]},
                HIDDEN_STATUS: {"label": "Enquête", "state": "in_progress", "hidden": true,
                    "tasks": [
                        {"id": "instruire", "title": IN_A_TASK, "agent": "marcel"},
                        {"id": "verifier", "title": "Vérifier"},
                        {"id": "avis", "title": "Donner un avis", "service": "voirie"}
                    ],
                    "transitions": [
                        {"id": "retirer", "to": "retiree", "by": ["applicant"]},
                        {"id": "avancer", "to": "recue", "by": ["agent"]},
                        {"id": "decider", "to": "retiree", "by": ["manager"]},
                        {"id": "conseiller", "to": "recue", "by": ["agent@voirie"]},
                        {"id": "rendre", "to": "recue", "by": ["assignee"]}
                    ]},
                "retiree": {"label": "Retirée", "state": "cancelled", "outcome": "withdrawn"}
            }
        }],
        "procedures": [
            {"id": "elagage", "title": "Élagage", "service": "urbanisme", "scenarios": [scenario("en-ligne")]},
            {"id": "courrier", "title": "Courrier", "service": "urbanisme", "visibility": "agents",
                "scenarios": [scenario("en-ligne")]},
            {"id": "signalement", "title": "Signalement", "service": "voirie", "scenarios": [
                {"id": "signaler", "kind": "api", "title": "Signaler", "connector": "@gmao",
                    "applicant": {"identity": "none"},
                    "form": {"fields": [{"id": "quoi", "type": "text", "label": "Quoi"}]},
                    "workflow": {"id": "relais", "initial": "transmise", "data": {"fields": [
                            {"id": "avancement", "type": "text", "label": "Avancement"}]},
                        "statuses": {
                            "transmise": {"label": "Transmise", "state": "new",
                                "transitions": [{"id": "finir", "to": "finie", "on": "signal:fini"}]},
                            "finie": {"label": "Finie", "state": "done", "outcome": "granted"}}}}]}
        ]
    })
}

/// The request of the table, in its town hall.
struct Scene {
    engine: Engine,
    receipt: Receipt,
    plan: FileId,
    annex: FileId,
    draft: RequestId,
    pending: FileId,
}

impl Scene {
    fn new() -> Self {
        let clock = TestClock::at(common::MORNING);
        let engine = Engine::open_with(":memory:", host(&clock, &Letterbox::default(), 1)).unwrap();
        engine.publish(&Actor::System, &Sources::from_value(catalogue())).unwrap_or_else(|error| {
            panic!("{}", common::told(&error));
        });
        for mut one in [
            agent("chloe", "urbanisme", Role::Reader),
            agent("bruno", "urbanisme", Role::Agent),
            agent("alice", "urbanisme", Role::Manager),
            agent("marcel", "urbanisme", Role::Agent),
            agent("elise", "urbanisme", Role::Manager),
            agent("david", "voirie", Role::Agent),
            agent("fanny", "sports", Role::Agent),
            agent("gaston", "sports", Role::Agent),
        ] {
            one.active = one.id != "elise";
            engine.put_agent(&Actor::System, &one).unwrap();
        }
        let file = |actor: &Actor, content: &str| {
            let attachment = Attachment { name: "plan.txt", content: &mut content.as_bytes() };
            engine.attach(actor, attachment).unwrap().id
        };
        let bruno = Actor::agent("bruno");
        let (plan, annex) = (file(&bruno, "un plan"), file(&bruno, "une annexe"));
        let answers = json!({"objet": "Un tilleul", "plan": plan, "annexe": annex, "accueil": FOR_THE_TOWN_HALL,
            "cadre": FOR_AGENTS});
        let mut submission = Submission::new("elagage", "en-ligne", citizen(), values(answers));
        submission.applicant_id = Some("camille".to_owned());
        let receipt = engine.submit(&bruno, submission).unwrap();
        let marcel = Some("marcel".to_owned());
        engine.assign(&Actor::System, receipt.id, None, marcel, Input::none()).unwrap();
        engine.act(&bruno, receipt.id, "instruire", Input::none()).unwrap();
        engine.comment(&bruno, receipt.id, IN_A_COMMENT, false, Input::none()).unwrap();
        let away = Absence {
            delegate: Some("gaston".to_owned()),
            from: Instant::parse("2026-03-01T00:00:00Z").unwrap(),
            until: Instant::parse("2026-04-01T00:00:00Z").unwrap(),
        };
        engine.set_absence(&Actor::System, "marcel", Some(&away)).unwrap();
        let draft = json!({"procedure": "elagage", "scenario": "en-ligne", "answers": {}});
        let camille = Actor::applicant("camille");
        let draft = engine.save_draft(&camille, serde_json::from_value(draft).unwrap()).unwrap().id;
        let pending = file(&camille, "à examiner");
        Self { engine, receipt, plan, annex, draft, pending }
    }

    fn task(&self, title: &str) -> Value {
        let view = self.engine.request(&Actor::System, self.receipt.id, common::FR).unwrap();
        json!(view.tasks.iter().find(|task| task.title == title).unwrap().id)
    }

    /// What is asked in a case, but for who asks; and what its answer shows, if that is the question.
    fn case(&self, operation: &str, case: &str, actor: &Actor) -> (Value, Option<String>) {
        let procedure = if case == "for agents" { "courrier" } else { "elagage" };
        let of_procedure = || json!({"procedure": procedure, "scenario": "en-ligne"});
        let answered =
            || json!({"procedure": procedure, "scenario": "en-ligne", "answers": {"objet": "Un tilleul"}});
        let id = self.receipt.id;
        let of_request = json!({"request": id});
        let nothing = json!({});
        let shown = |marker: &str| Some(marker.to_owned());
        let own = actor.as_agent().unwrap_or("bruno");
        let file = if case == "for agents" { self.annex } else { self.plan };
        let transition = |name: &str| (json!({"request": id, "transition": name}), None);
        match (operation, case) {
            ("publish", "") => (json!({"catalogue": catalogue()}), None),
            ("check", "") => (json!({"catalogue": catalogue()}), None),
            ("withdraw", "") => (json!({"procedure": "elagage"}), None),
            ("catalogue", "for all" | "for agents") => (nothing, shown(&format!("\"{procedure}\""))),
            ("route", "for all" | "for agents") => (json!({"procedure": procedure}), None),
            ("form", "for all" | "for agents") => (of_procedure(), None),
            ("form", "question for agents") => (of_procedure(), shown("Cadre des agents")),
            ("form", "question for managers") => (of_procedure(), shown(LABEL_FOR_MANAGERS)),
            ("options", _) => {
                let field = if case == "question for managers" { "/decision" } else { "/quartier" };
                (json!({"procedure": procedure, "scenario": "en-ligne", "field": field}), None)
            }
            ("validate", "for all" | "for agents") => (answered(), None),
            ("identifier", "") => (json!({"kind": "siren", "value": "732829320"}), None),
            ("public_holidays", "") => (json!({"year": 2026}), None),
            ("attach", "") => (json!({"name": "a.txt", "content_base64": "YQ=="}), None),
            ("file" | "read_file", "of the request" | "for agents") => (json!({"id": file}), None),
            ("scanned", "") => (json!({"id": self.pending, "verdict": "clean"}), None),
            ("save_draft", "for all" | "for agents") => (answered(), None),
            ("draft" | "discard_draft", "of the applicant") => (json!({"id": self.draft}), None),
            ("submit", "for all" | "for agents") => {
                let mut submission = answered();
                submission["applicant"] = json!({"audience": "citizen", "last_name": "Lefèvre"});
                (submission, None)
            }
            ("act", "by the applicant") => transition("retirer"),
            ("act", "by agents") => transition("avancer"),
            ("act", "by managers") => transition("decider"),
            ("act", "by agents of Voirie") => transition("conseiller"),
            ("act", "by the agent in charge") => transition("rendre"),
            ("assign", "to someone") => (json!({"request": id, "agent": "fanny"}), None),
            ("assign", "to oneself") => (json!({"request": id, "agent": own}), None),
            ("comment", "internal" | "visible") => {
                (json!({"request": id, "text": "Vu", "visible": case == "visible"}), None)
            }
            ("signal", "") => (json!({"request": id, "name": "paiement"}), None),
            ("take_task", "of Urbanisme") => (json!({"task": self.task("Vérifier")}), None),
            ("take_task", "of Voirie") => (json!({"task": self.task("Donner un avis")}), None),
            ("complete_task", "in Marcel's hands") => (json!({"task": self.task(IN_A_TASK)}), None),
            ("request", "by its tracking code") => {
                (json!({"tracking_code": self.receipt.tracking_code}), None)
            }
            ("request", _) => (json!({"id": id}), marker_in_a_request(case)),
            ("requests", "") => (nothing, shown(&self.receipt.reference)),
            ("requests", "hidden status") => (nothing, shown(HIDDEN_STATUS)),
            ("requests", "in the hidden status") => {
                (json!({"query": {"status": HIDDEN_STATUS}}), shown(&self.receipt.reference))
            }
            ("requests", "in one's charge") => {
                let whose = if *actor == Actor::System { "marcel" } else { own };
                (json!({"query": {"agent": whose}}), shown(&self.receipt.reference))
            }
            ("tasks", "in Marcel's hands") => (nothing, shown(IN_A_TASK)),
            ("tasks", "in one's own hands") => (json!({"query": {"mine": true}}), shown(IN_A_TASK)),
            ("history", "internal comment") => (of_request, shown(IN_A_COMMENT)),
            ("history", "hidden status") => (of_request, shown("Enquête")),
            ("history", "data for managers") => (of_request, shown(LABEL_FOR_MANAGERS)),
            ("history", "") => (of_request, None),
            ("put_agent", "") => (json!({"agent": {"id": "nina", "name": "Nina"}}), None),
            ("disable_agent", "") => (json!({"agent": "bruno"}), None),
            ("set_absence", "of the agent") => {
                let absence = json!({"from": "2026-03-01T00:00:00Z", "until": "2026-04-01T00:00:00Z", "delegate": "fanny"});
                (json!({"agent": "bruno", "absence": absence}), None)
            }
            ("receive", "without a signature") => {
                (json!({"connector": "gmao", "headers": [["webhook-id", "1"]], "body": "{}"}), None)
            }
            (
                "version" | "pending_files" | "counts" | "heads" | "verify" | "people_history" | "agents"
                | "run_due",
                "",
            ) => (nothing, None),
            _ => panic!("the case `{case}` of `{operation}` is not told here"),
        }
    }

    /// What comes out of a case, in the words of the table.
    fn outcome(&self, operation: &wire::Operation, case: &str, actor: &Actor) -> String {
        let (mut request, marker) = self.case(operation.name, case, actor);
        let members = operation.request_schema()["properties"].clone();
        if members.get("actor").is_some() {
            request["actor"] = json!(actor);
        } else if members.get("visitor").is_some() {
            request["visitor"] = json!({"actor": actor});
        }
        let result = wire::call(&self.engine, operation.name, request.to_string().as_bytes());
        match result {
            Ok(told) if marker.is_none_or(|marker| told.to_string().contains(&marker)) => "yes".to_owned(),
            Ok(_) => "hidden".to_owned(),
            Err(error) => match error.code().name() {
                "forbidden" => "no".to_owned(),
                "not_found" => "absent".to_owned(),
                other => other.to_owned(),
            },
        }
    }
}

fn marker_in_a_request(case: &str) -> Option<String> {
    let marker = match case {
        "" => return None,
        "answer for the town hall" => r#""accueil":"canari-mairie""#,
        "answer for agents" => FOR_AGENTS,
        "data for the town hall" => r#""note":"canari-mairie""#,
        "data for managers" => FOR_MANAGERS,
        "agent in charge" => r#""agent":"marcel""#,
        "task" => IN_A_TASK,
        "hidden status" => HIDDEN_STATUS,
        _ => panic!("the case `{case}` of `request` is not told here"),
    };
    Some(marker.to_owned())
}

fn actor(column: &str) -> Actor {
    match column {
        "session" => Actor::applicant("session-9"),
        "applicant" => Actor::applicant("camille"),
        "other" => Actor::applicant("hugo"),
        "reader" => Actor::agent("chloe"),
        "agent" => Actor::agent("bruno"),
        "manager" => Actor::agent("alice"),
        "asked" => Actor::agent("david"),
        "elsewhere" => Actor::agent("fanny"),
        "gone" => Actor::agent("elise"),
        "delegate" => Actor::agent("gaston"),
        "connector" => Actor::Connector("gmao".to_owned()),
        "host" => Actor::System,
        _ => panic!("nobody is called `{column}`"),
    }
}

/// The rows of the table, the first being its heads.
fn rows() -> Vec<Vec<&'static str>> {
    let lines = TABLE
        .lines()
        .skip_while(|line| !line.starts_with("| Operation"))
        .filter(|line| !line.starts_with("|---"));
    let cells = |line: &'static str| line.trim_matches('|').split('|').map(str::trim).collect();
    lines.map(cells).collect()
}

#[test]
fn each_does_what_the_table_says_and_nothing_else() {
    let rows = rows();
    let (heads, rows) = rows.split_first().unwrap();
    let mut wrong = Vec::new();
    for row in rows {
        let operation = wire::operations().iter().find(|one| one.name == row[0]).expect(row[0]);
        assert_eq!(row.len(), heads.len(), "{row:?}");
        for (column, expected) in heads.iter().zip(row).skip(2) {
            let found = Scene::new().outcome(operation, row[1], &actor(column));
            if found != *expected {
                wrong.push(format!("{} ({}), {column}: {found}, and not {expected}", row[0], row[1]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_operation_is_in_the_table() {
    let told: BTreeSet<&str> = rows().iter().skip(1).map(|row| row[0]).collect();
    let known: BTreeSet<&str> = wire::operations().iter().map(|operation| operation.name).collect();
    assert_eq!(told, known);
}
