//! Who may do what: each cell of `tests/desk/rights.md` is tried through the wire, on a town hall of its own.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use crate::common::{Letterbox, TestClock, agent, citizen, host, town, values};
use grc::definition::LinkKind;
use grc::engine::{Attachment, Receipt};
use grc::request::{Absence, FileId, ProfileId, RequestId, Role};
use grc::store::SqliteStore;
use grc::store::sqlite::{Durability, Options};
use grc::workflow::{NewMessage, NewTask};
use grc::{Actor, Engine, Input, Instant, Sources, Submission, wire};
use serde_json::{Value, json};
use tempfile::TempDir;

const TABLE: &str = include_str!("rights.md");

/// Written where not everyone may read: what a case is looked for by.
const FOR_THE_TOWN_HALL: &str = "canari-mairie";
const FOR_AGENTS: &str = "canari-agents";
const FOR_MANAGERS: &str = "canari-gestionnaires";
const IN_A_TASK: &str = "canari-tache";
const IN_A_COMMENT: &str = "canari-commentaire";
const HIDDEN_STATUS: &str = "canari_statut";
const LABEL_FOR_MANAGERS: &str = "canari-question";
const IN_AN_ENDED_TASK: &str = "canari-terminee";
const A_TAG: &str = "canari-etiquette";
const A_CLAIM: &str = "canari-place";
const A_SECTOR: &str = "canari-secteur";
const IN_A_CORRECTION: &str = "canari-correction";
const IN_A_MESSAGE: &str = "canari-message";
const A_CONFIRMATION: &str = "canari-accord";
const IN_THE_DIRECTORY: &str = "Canari";

fn catalogue() -> Value {
    let fields = json!([
        {"id": "objet", "type": "text", "label": "Objet", "required": true},
        {"id": "quartier", "type": "choice", "label": "Quartier", "options": [{"value": "bourg", "label": "Bourg"}]},
        {"id": "plan", "type": "file", "label": "Plan"},
        {"id": "accueil", "type": "text", "label": "Accueil", "visible_to": ["reader"]},
        {"id": "cadre", "type": "text", "label": "Cadre des agents", "visible_to": ["agent"]},
        {"id": "rue", "type": "text", "label": "Rue"},
        {"id": "annexe", "type": "file", "label": "Annexe", "visible_to": ["agent"]},
        {"id": "decision", "type": "choice", "label": LABEL_FOR_MANAGERS, "visible_to": ["manager"],
            "options": [{"value": "oui", "label": "Oui"}]}
    ]);
    let scenario = |id: &str| {
        json!({"id": id, "kind": "online", "title": id, "applicant": {"identity": "none"}, "form": {"fields": fields},
            "claims": [{"key": A_CLAIM, "capacity": 100}, {"key": "='objet:' ~ answers.objet", "capacity": 100}],
            "sectors": {"quartiers": ["answers.rue"]}, "workflow": {"use": "@circuit"},
            "parties": [{"role": "parent", "label": "Parent", "name": "Nadia", "address": "1 rue du Puits\n14000 Caen"}],
            "communications": [{"id": "accord", "kind": "follow_up", "on": format!("status:{HIDDEN_STATUS}"), "to": ["party:parent"],
                "channels": ["letter"], "subject": "Accord", "body": "{{ request.confirmation_code }}"}]})
    };
    json!({
        "services": [
            {"id": "urbanisme", "title": "Urbanisme", "email": "urbanisme@mairie.exemple.fr"},
            {"id": "voirie", "title": "Voirie", "email": "voirie@mairie.exemple.fr"},
            {"id": "sports", "title": "Sports"},
            {"id": "verts", "title": "Espaces verts"}
        ],
        "sectors": [{"id": "quartiers", "title": "Quartiers", "sectors": [
            {"id": "bourg", "title": A_SECTOR, "streets": [{"street": "rue Haute"}]}]}],
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
                        {"id": "avis", "kind": "opinion", "title": "Donner un avis", "service": "voirie"},
                        {"id": "tailler", "title": "Tailler", "service": "verts"}
                    ],
                    "transitions": [
                        {"id": "retirer", "to": "retiree", "by": ["applicant"]},
                        {"id": "completer", "to": "recue", "by": ["applicant"], "amends": "requested"},
                        {"id": "avancer", "to": "recue", "by": ["agent"], "form": {"fields": [
                            {"id": "suite", "type": "choice", "label": "Suite", "options": [{"value": "a", "label": "A"}]},
                            {"id": "reserve", "type": "choice", "label": LABEL_FOR_MANAGERS, "visible_to": ["manager"],
                                "options": [{"value": "a", "label": "A"}]}]}},
                        {"id": "decider", "to": "retiree", "by": ["manager"]},
                        {"id": "accorder", "label": A_CONFIRMATION, "to": "recue", "by": ["party:parent"]},
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
    made: Made,
    directory: TempDir,
}

/// What each town hall begins with.
#[derive(Clone)]
struct Made {
    receipt: Receipt,
    /// With which another person of the request may confirm something.
    code: String,
    plan: FileId,
    annex: FileId,
    draft: RequestId,
    pending: FileId,
    /// Two requests of another applicant, in whose charge is Urbanisme alone; the first is related to the request.
    related: Receipt,
    stranger: Receipt,
    /// What the directory says of the applicant, and of another.
    profile: ProfileId,
    homonym: ProfileId,
}

impl Scene {
    /// A town hall of its own: a copy of the first, which is made once.
    fn new() -> Self {
        static FIRST: LazyLock<(TempDir, Made)> = LazyLock::new(|| {
            let Scene { engine, made, directory } = Scene::first();
            drop(engine);
            (directory, made)
        });
        let directory = tempfile::tempdir().unwrap();
        for file in std::fs::read_dir(FIRST.0.path()).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), directory.path().join(file.file_name())).unwrap();
        }
        // Another seed: what is made from now on has other identifiers.
        Self { engine: Self::open(&directory, 2), made: FIRST.1.clone(), directory }
    }

    fn open(directory: &TempDir, seed: u64) -> Engine {
        let host = host(&TestClock::at(crate::common::MORNING), &Letterbox::default(), seed);
        let options = Options { durability: Durability::Off, ..Options::default() };
        let store = SqliteStore::open_with(directory.path().join("mairie.db"), options).unwrap();
        Engine::on(Arc::new(store), host)
    }

    fn first() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let engine = Self::open(&directory, 1);
        engine.publish(&Actor::System, &Sources::from_value(catalogue())).unwrap_or_else(|error| {
            panic!("{}", crate::common::told(&error));
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
            agent("hector", "verts", Role::Agent),
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
            "cadre": FOR_AGENTS, "rue": "rue Haute"});
        let mut submission = Submission::new("elagage", "en-ligne", citizen(), values(answers));
        submission.applicant_id = Some("camille".to_owned());
        let receipt = engine.submit(&bruno, submission).unwrap();
        let marcel = Some("marcel".to_owned());
        engine.assign(&Actor::System, receipt.id, None, marcel, Input::none()).unwrap();
        engine.act(&bruno, receipt.id, "instruire", Input::none()).unwrap();
        engine.comment(&bruno, receipt.id, IN_A_COMMENT, false, Input::none()).unwrap();
        let letters = json!({"actor": Actor::System, "query": {"endpoints": ["letter"]}}).to_string();
        let letters = wire::call(&engine, "claim_messages", letters.as_bytes()).unwrap();
        let code = letters["messages"][0]["message"]["body"].as_str().unwrap().trim().to_owned();
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
        let of_hugo = || {
            let answers = values(json!({"objet": "Un saule"}));
            let mut submission = Submission::new("elagage", "en-ligne", citizen(), answers);
            submission.applicant_id = Some("hugo".to_owned());
            engine.submit(&Actor::System, submission).unwrap()
        };
        let (related, stranger) = (of_hugo(), of_hugo());
        let profile = |last_name: &str| {
            let profile = json!({"audience": "citizen", "last_name": last_name});
            engine.put_applicant(&Actor::System, serde_json::from_value(profile).unwrap()).unwrap().id
        };
        let (profile, homonym) = (profile(IN_THE_DIRECTORY), profile("Canaris"));
        let made = Made { receipt, code, plan, annex, draft, pending, related, stranger, profile, homonym };
        let scene = Self { engine, made, directory };
        scene.enrich();
        scene
    }

    /// What agents add to the request, that applicants do not see; and a correction, which is theirs to see.
    fn enrich(&self) {
        let (engine, id, bruno) = (&self.engine, self.made.receipt.id, Actor::agent("bruno"));
        let task = NewTask { title: IN_AN_ENDED_TASK.to_owned(), service: None, agent: None, due: None };
        engine.open_task(&bruno, id, &task, Input::none()).unwrap();
        let task = serde_json::from_value(self.task(IN_AN_ENDED_TASK)).unwrap();
        engine.complete_task(&bruno, task, Input::none()).unwrap();
        engine.tag(&bruno, id, &[A_TAG.to_owned()], Input::none()).unwrap();
        engine.link(&bruno, id, LinkKind::Related, &self.made.related.reference, Input::none()).unwrap();
        engine.recognise_applicant(&bruno, id, Some(self.made.profile), Input::none()).unwrap();
        let to_the_applicant =
            NewMessage { to: None, text: IN_A_MESSAGE.to_owned(), files: Vec::new(), answer_awaited: true };
        engine.send_message(&bruno, id, &to_the_applicant, Input::none()).unwrap();
        let asked = json!({"items": [a_correction()], "message": IN_A_CORRECTION});
        let asked = serde_json::from_value(asked).unwrap();
        engine.request_correction(&bruno, id, &asked, None, Input::none()).unwrap();
    }

    fn task(&self, title: &str) -> Value {
        let view = self.engine.request(&Actor::System, self.made.receipt.id, crate::common::FR).unwrap();
        json!(view.tasks.iter().find(|task| task.title == title).unwrap().id)
    }

    /// What is asked in a case, but for who asks; and what its answer shows, if that is the question.
    fn case(&self, operation: &str, case: &str, actor: &Actor) -> (Value, Option<String>) {
        let procedure = if case == "for agents" { "courrier" } else { "elagage" };
        let of_procedure = || json!({"procedure": procedure, "scenario": "en-ligne"});
        let answered =
            || json!({"procedure": procedure, "scenario": "en-ligne", "answers": {"objet": "Un tilleul"}});
        let id = self.made.receipt.id;
        let of_request = json!({"request": id});
        let nothing = json!({});
        let shown = |marker: &str| Some(marker.to_owned());
        let own = actor.as_agent().unwrap_or("bruno");
        let file = if case == "for agents" { self.made.annex } else { self.made.plan };
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
            ("scanned", "") => (json!({"id": self.made.pending, "verdict": "clean"}), None),
            ("save_draft", "for all" | "for agents") => (answered(), None),
            ("availability", _) => {
                let key = if case == "for all" { A_CLAIM } else { "objet:Un tilleul" };
                (json!({"key": key, "from": "2026-03-01", "to": "2026-03-02"}), None)
            }
            ("sector", _) => {
                let place = json!({"street": "rue Haute"});
                (json!({"procedure": procedure, "division": "quartiers", "place": place}), shown(A_SECTOR))
            }
            ("import", "") => (json!({"source": "ancien", "lines": ""}), None),
            ("check_offer", "by agents") => transition("avancer"),
            ("check_offer", "by the applicant") => transition("retirer"),
            ("check_offer", "question for managers") => {
                (json!({"request": id, "transition": "avancer"}), shown(LABEL_FOR_MANAGERS))
            }
            ("offer_options", _) => {
                let field = if case == "question for managers" { "/reserve" } else { "/suite" };
                (json!({"request": id, "transition": "avancer", "field": field}), None)
            }
            ("draft" | "discard_draft", "of the applicant") => (json!({"id": self.made.draft}), None),
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
            ("send_message", "to the applicant" | "to the town hall") => {
                let to = if case == "to the applicant" { "applicant" } else { "town_hall" };
                (json!({"request": id, "to": to, "text": "Bonjour"}), None)
            }
            ("messages", "") => (of_request, shown(IN_A_MESSAGE)),
            ("messages", "by its tracking code") => {
                (json!({"tracking_code": self.made.receipt.tracking_code}), shown(IN_A_MESSAGE))
            }
            ("confirmation" | "confirm", _) => {
                let code = if case == "with the code" { &self.made.code } else { "ABCD-EFGH-JKMN-PQRS" };
                let mut request = json!({"reference": self.made.receipt.reference, "code": code});
                match operation {
                    "confirm" => {
                        request["transition"] = json!("accorder");
                        (request, None)
                    }
                    _ => (request, shown(A_CONFIRMATION)),
                }
            }
            ("signal", "") => (json!({"request": id, "name": "paiement"}), None),
            ("tag", "") => (json!({"request": id, "tags": ["urgent"]}), None),
            ("untag", "") => (json!({"request": id, "tags": [A_TAG]}), None),
            ("request_correction", "") => (json!({"request": id, "items": [a_correction()]}), None),
            ("release_claim", "") => (of_request, None),
            ("link", "to a request of Urbanisme") => {
                (json!({"request": id, "kind": "related", "to": self.made.stranger.reference}), None)
            }
            ("link", "to nothing") => (json!({"request": id, "kind": "related", "to": "2026-999999"}), None),
            ("unlink", "from a request of Urbanisme") => {
                (json!({"request": id, "kind": "related", "to": self.made.related.reference}), None)
            }
            ("bulk", "comment") => {
                let command = json!({"comment": {"text": "Vu"}});
                (json!({"requests": {"ids": [id]}, "command": command}), shown(r#""done":1,"#))
            }
            ("open_task", "of Urbanisme") => (json!({"request": id, "title": "Mesurer"}), None),
            ("consult", "Sports") => {
                (json!({"request": id, "service": "sports", "question": "Gêne-t-il ?"}), None)
            }
            ("release_task" | "set_task_due" | "remind_task", "in Marcel's hands") => {
                (json!({"task": self.task(IN_A_TASK)}), None)
            }
            ("remind_task", "of Voirie") => (json!({"task": self.task("Donner un avis")}), None),
            ("set_task_due", "of Voirie") => (json!({"task": self.task("Donner un avis")}), None),
            ("transfer_task", "in Marcel's hands") => {
                (json!({"task": self.task(IN_A_TASK), "agent": "bruno", "reason": "Congés"}), None)
            }
            ("transfer_task", "of Voirie") => {
                (json!({"task": self.task("Donner un avis"), "agent": "david", "reason": "Compétence"}), None)
            }
            ("take_task", "of Urbanisme") => (json!({"task": self.task("Vérifier")}), None),
            ("take_task", "of Voirie") => (json!({"task": self.task("Donner un avis")}), None),
            ("complete_task", "in Marcel's hands") => (json!({"task": self.task(IN_A_TASK)}), None),
            ("request", "by its tracking code") => {
                (json!({"tracking_code": self.made.receipt.tracking_code}), None)
            }
            ("request", "tag, by its tracking code") => {
                (json!({"tracking_code": self.made.receipt.tracking_code}), shown(A_TAG))
            }
            ("request", "link") => (json!({"id": id}), shown(&self.made.related.reference)),
            ("request", _) => (json!({"id": id}), marker_in_a_request(case)),
            ("requests", "") => (nothing, shown(&self.made.receipt.reference)),
            ("requests", "hidden status") => (nothing, shown(HIDDEN_STATUS)),
            ("requests", "in the hidden status") => {
                (json!({"query": {"status": HIDDEN_STATUS}}), shown(&self.made.receipt.reference))
            }
            ("requests", "in one's charge") => {
                let whose = if *actor == Actor::System { "marcel" } else { own };
                (json!({"query": {"agent": whose}}), shown(&self.made.receipt.reference))
            }
            ("tasks", "in Marcel's hands") => (nothing, shown(IN_A_TASK)),
            ("tasks", "in one's own hands") => (json!({"query": {"mine": true}}), shown(IN_A_TASK)),
            ("requests", "with a tag") => {
                (json!({"query": {"tag": A_TAG}}), shown(&self.made.receipt.reference))
            }
            ("requests", "in a sector") => {
                let sector = json!({"division": "quartiers", "sector": "bourg"});
                (json!({"query": {"sector": sector}}), shown(&self.made.receipt.reference))
            }
            ("inbox", "in Marcel's hands") => (nothing, shown(IN_A_TASK)),
            ("inbox", "in one's own hands") => (json!({"query": {"mine": true}}), shown(IN_A_TASK)),
            ("inbox", "in one's charge") => (
                json!({"query": {"mine": true}}),
                shown(&format!(r#""reference":"{}""#, self.made.receipt.reference)),
            ),
            ("inbox", "of Urbanisme") => (nothing, shown("Vérifier")),
            ("inbox", "of Voirie") => (nothing, shown("Donner un avis")),
            ("inbox_counts", "") => (nothing, None),
            ("inbox_counts", "one's own: two") => (nothing, shown(r#""mine":2,"#)),
            ("statistics", "of one's services") => (json!({"query": {"kind": "by_status"}}), None),
            ("statistics", "of Urbanisme" | "of Voirie") => {
                let service = if case == "of Voirie" { "voirie" } else { "urbanisme" };
                (json!({"query": {"kind": "by_status", "service": service}}), None)
            }
            ("put_applicant", "a new one") => (json!({"audience": "citizen", "last_name": "Lefèvre"}), None),
            ("put_applicant", "an account") => {
                (json!({"audience": "citizen", "last_name": "Lefèvre", "accounts": ["zoe"]}), None)
            }
            ("find_applicants", "by name") => {
                (json!({"query": {"text": IN_THE_DIRECTORY}}), shown(IN_THE_DIRECTORY))
            }
            ("find_applicants", "of the request") => (json!({"query": {"request": id}}), None),
            ("applicant", "") => (json!({"id": self.made.profile}), shown(IN_THE_DIRECTORY)),
            ("applicant", "the request") => {
                (json!({"id": self.made.profile}), shown(&self.made.receipt.reference))
            }
            ("merge_applicants", "") => {
                (json!({"keep": self.made.profile, "absorb": self.made.homonym}), None)
            }
            ("recognise_applicant", "") => (json!({"request": id, "applicant": self.made.homonym}), None),
            ("history", "tag") => (of_request, shown(A_TAG)),
            ("history", "link") => (of_request, shown(&self.made.related.reference)),
            ("history", "ended task") => (of_request, shown(IN_AN_ENDED_TASK)),
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
            ("backup", "") => (json!({"path": self.new_path()}), None),
            ("claim_messages", "") => (json!({"query": {"endpoints": ["email"]}}), None),
            ("report_sent", "nothing claimed") => (json!({"id": id, "token": "0"}), None),
            ("report_failed", "nothing claimed") => {
                (json!({"id": id, "token": "0", "failure": {"class": "refused"}}), None)
            }
            ("deliveries" | "communications", "") => (of_request, None),
            ("communications", "by its tracking code") => {
                (json!({"tracking_code": self.made.receipt.tracking_code}), None)
            }
            ("preview_communications", _) => {
                let mut query = of_procedure();
                if case == "of the request" {
                    query["request"] = json!(id);
                }
                (json!({"query": query}), None)
            }
            ("correct_text", "") => (
                json!({"procedure": procedure, "text": {"communication": {"scenario": "en-ligne", "id": "accord"}},
                    "words": {"subject": "Votre accord"}}),
                None,
            ),
            ("corrected_texts", "") => (json!({"procedure": procedure}), None),
            ("subscribe", "") => (
                json!({"name": "compta", "url": "https://compta.exemple.fr", "secret": "gmao_webhook"}),
                None,
            ),
            ("unsubscribe", "nobody") => (json!({"name": "compta"}), None),
            ("requeue_dead_letters" | "abandon_dead_letters", "of an endpoint") => {
                (json!({"which": {"endpoint": "email"}}), None)
            }
            (
                "asked_changes" | "endpoints" | "dead_letters" | "subscribers" | "events" | "version"
                | "pending_files" | "counts" | "heads" | "verify" | "people_history" | "agents" | "run_due"
                | "waiting_calls",
                "",
            ) => (nothing, None),
            _ => panic!("the case `{case}` of `{operation}` is not told here"),
        }
    }

    /// The path of a file that does not exist yet.
    fn new_path(&self) -> std::path::PathBuf {
        let names = (0..).map(|rank| self.directory.path().join(format!("copie-{rank}.db")));
        names.into_iter().find(|path| !path.exists()).unwrap()
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

fn a_correction() -> Value {
    json!({"field": "objet", "reason": "incomplete"})
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
        "ended task" => IN_AN_ENDED_TASK,
        "tag" => A_TAG,
        "claim" => A_CLAIM,
        "sector" => A_SECTOR,
        "correction" => IN_A_CORRECTION,
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
        "helping" => Actor::agent("hector"),
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

/// The cells of which the table does not tell what comes out.
fn wrong(heads: &[&str], rows: &[Vec<&str>]) -> Vec<String> {
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
    wrong
}

#[test]
fn each_does_what_the_table_says_and_nothing_else() {
    let rows = rows();
    let (heads, rows) = rows.split_first().unwrap();
    let wrong = wrong(heads, rows);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_cell_that_tells_something_else_is_noticed_and_it_alone() {
    let rows = rows();
    let (heads, rows) = rows.split_first().unwrap();
    let flips = [
        ("request", "tag", "applicant", "yes"),
        ("request", "correction", "applicant", "hidden"),
        ("link", "to a request of Urbanisme", "asked", "yes"),
        ("consult", "Sports", "agent", "no"),
        ("inbox", "in Marcel's hands", "delegate", "hidden"),
        ("inbox", "in Marcel's hands", "elsewhere", "yes"),
        ("act", "by managers", "agent", "yes"),
        ("applicant", "", "reader", "no"),
        ("version", "", "session", "no"),
    ];
    for (operation, case, who, word) in flips {
        let mut row = rows.iter().find(|row| (row[0], row[1]) == (operation, case)).unwrap().clone();
        let column = heads.iter().position(|head| *head == who).unwrap();
        let true_word = std::mem::replace(&mut row[column], word);
        let told = format!("{operation} ({case}), {who}: {true_word}, and not {word}");
        assert_eq!(wrong(heads, &[row]), [told]);
    }
}

#[test]
fn every_operation_is_in_the_table() {
    let told: BTreeSet<&str> = rows().iter().skip(1).map(|row| row[0]).collect();
    let known: BTreeSet<&str> = wire::operations().iter().map(|operation| operation.name).collect();
    assert_eq!(told, known);
}
