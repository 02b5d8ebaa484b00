//! A day at the town hall, asked in JSON, on a store in memory.

use std::path::Path;

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value as Json, json};

use super::evening::evening;
use super::{EverySecret, SECRET, any_change, changed};
use crate::check::Sources;
use crate::definition::Language;
use crate::engine::{Clock, Engine, Host};
use crate::error::ErrorCode;
use crate::request::Instant;
use crate::wire::{call, error_json, operations};

struct OneMorning;

impl Clock for OneMorning {
    fn now(&self) -> Instant {
        Instant::parse("2026-03-02T08:00:00Z").unwrap()
    }
}

/// What an operation was asked, and what it gave.
pub(super) struct Asked {
    pub(super) operation: &'static str,
    pub(super) request: Json,
    pub(super) result: Json,
}

pub(super) struct Town {
    engine: Engine,
}

impl Town {
    pub(super) fn open() -> Self {
        Self {
            engine: Engine::open_with(":memory:", Host::new().clock(OneMorning).secrets(EverySecret))
                .unwrap(),
        }
    }

    fn ask(&self, operation: &str, request: &Json) -> Result<Json, Json> {
        call(&self.engine, operation, request.to_string().as_bytes())
            .map_err(|error| error_json(&error, Language::French))
    }

    /// Asks, and makes sure that the result is what the schema tells.
    pub(super) fn get(&self, operation: &str, request: &Json) -> Json {
        let result = self.ask(operation, request).unwrap_or_else(|error| panic!("{operation}: {error}"));
        let known = operations().iter().find(|one| one.name == operation).unwrap();
        let validator = jsonschema::validator_for(&known.result_schema()).unwrap();
        let faults: Vec<String> = validator.iter_errors(&result).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{operation}: {faults:?}");
        result
    }
}

pub(super) fn examples() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples")
}

/// What each operation of a day asks, in order. All that was asked before has been done.
pub(super) fn day(town: &Town) -> Vec<Asked> {
    let mut asked: Vec<Asked> = Vec::new();
    let mut ask = |operation: &'static str, request: Json| {
        let result = town.get(operation, &request);
        asked.push(Asked { operation, request, result: result.clone() });
        result
    };
    let system = json!({"kind": "system"});
    let agent = json!({"kind": "agent", "id": "paul"});
    let camille = json!({"kind": "applicant", "id": "camille"});
    let visitor = json!({"actor": camille});
    let sources = Sources::from_dir(examples().join("catalogue")).unwrap();

    let checked = ask("check", json!({"catalogue": sources.value()}));
    assert_eq!(checked["accepted"], true);
    let published = ask("publish", json!({"actor": system, "catalogue": sources.value()}));
    assert_eq!(published["publication"], 1);
    ask("version", json!({}));
    let paul =
        json!({"id": "paul", "name": "Paul", "roles": [{"service": "vie-associative", "role": "manager"}]});
    ask("put_agent", json!({"actor": system, "agent": paul}));
    assert_eq!(ask("agents", json!({"actor": agent}))["agents"][0]["name"], "Paul");

    let found = ask("catalogue", json!({"visitor": visitor, "filter": {"text": "réserv sal"}}));
    assert_eq!(found["procedures"][0]["id"], "reservation-salle");
    let routed = ask("route", json!({"visitor": visitor, "procedure": "reservation-salle"}));
    assert!(
        routed["offers"].as_array().unwrap().iter().any(|offer| offer["scenario"] == "en-ligne"),
        "{routed}"
    );
    let place = json!({"procedure": "reservation-salle", "scenario": "en-ligne"});
    let with = |members: Json| {
        let mut request = place.clone();
        request.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        request
    };
    ask("form", with(json!({"visitor": visitor})));
    let halls = ask(
        "options",
        with(json!({"visitor": visitor, "field": "/salle", "text": "verg", "language": "en"})),
    );
    assert_eq!(
        halls["options"],
        json!([{"value": "salle_du_verger", "label": "Orchard room (90 people)", "columns": {
            "capacite": 90, "cuisine": true, "tarif_exterieur": "215.00", "tarif_habitant": "130.00", "week_end": true}}])
    );
    let refused = ask("validate", with(json!({"visitor": visitor, "answers": {}, "language": "en"})));
    assert_eq!(
        (&refused["accepted"], &refused["faults"][0]["code"]),
        (&json!(false), &json!("field.required"))
    );
    let siret = ask("identifier", json!({"kind": "siret", "value": "732 829 320 00074"}));
    assert_eq!(siret["canonical"], "73282932000074");
    let place = json!({"latitude": "49.29", "longitude": "-0.39"});
    let sector = ask(
        "sector",
        json!({"visitor": visitor, "procedure": "signalement-voirie", "division": "voirie", "place": place}),
    );
    assert_eq!(sector["sector"]["id"], "bourg");
    let holidays = ask("public_holidays", json!({"year": 2026}));
    assert_eq!(holidays["holidays"][1], json!({"day": "2026-04-06", "title": "lundi de Pâques"}));

    let filled = std::fs::read(examples().join("requests/01-reservation-salle-mariage.json")).unwrap();
    let filled: Json = serde_json::from_slice(&filled).unwrap();
    let attached =
        ask("attach", json!({"actor": camille, "name": "../plan.pdf", "content_base64": "JVBERi0xLjcK"}));
    assert_eq!((&attached["name"], &attached["size"]), (&json!("plan.pdf"), &json!(9)));
    assert_eq!(ask("file", json!({"actor": camille, "id": attached["id"]}))["media_type"], "application/pdf");
    let read = ask("read_file", json!({"actor": camille, "id": attached["id"], "offset": 1, "length": 3}));
    assert_eq!(read["content_base64"], "UERG");
    let scanned = ask("scanned", json!({"actor": system, "id": attached["id"], "verdict": "clean"}));
    assert_eq!(scanned["verdict"], "clean");
    assert_eq!(ask("pending_files", json!({"actor": system}))["files"], json!([]));
    let draft = ask("save_draft", with(json!({"actor": camille, "answers": filled["answers"]})));
    ask("draft", json!({"actor": camille, "id": draft["id"]}));
    let receipt = ask(
        "submit",
        with(json!({"actor": camille, "applicant": filled["applicant"], "answers": filled["answers"],
            "draft": draft["id"], "idempotency_key": "mariage"})),
    );
    assert_eq!(receipt["reference"], "2026-000001");
    let id = &receipt["id"];
    for way in [
        json!({"id": id}),
        json!({"reference": "2026-000001"}),
        json!({"tracking_code": receipt["tracking_code"]}),
    ] {
        let mut request = way;
        request["actor"] = camille.clone();
        assert_eq!(&ask("request", request)["id"], id);
    }
    assert_eq!(ask("requests", json!({"actor": agent}))["rows"].as_array().unwrap().len(), 1);
    let tasks = ask("tasks", json!({"actor": agent, "page": {"limit": 10}}));
    let task = &tasks["rows"][0]["id"];
    assert_eq!(&ask("inbox", json!({"actor": agent}))["rows"][0]["task"], task);
    assert_eq!(ask("inbox_counts", json!({"actor": agent}))["services"], 1);
    ask("take_task", json!({"actor": agent, "task": task}));
    ask("set_task_due", json!({"actor": agent, "task": task, "due": "2027-01-04T08:00:00Z"}));
    ask("remind_task", json!({"actor": agent, "task": task}));
    ask("release_task", json!({"actor": agent, "task": task}));
    ask("transfer_task", json!({"actor": agent, "task": task, "agent": "paul", "reason": "Pour mémoire"}));
    ask("complete_task", json!({"actor": agent, "task": task}));
    ask("open_task", json!({"actor": agent, "request": id, "title": "Appeler"}));
    ask(
        "consult",
        json!({"actor": agent, "request": id, "service": "services-techniques", "question": "Possible ?"}),
    );
    ask("assign", json!({"actor": agent, "request": id, "agent": "paul"}));
    ask("comment", json!({"actor": agent, "request": id, "text": "Vu."}));
    let plan = ask("attach", json!({"actor": agent, "name": "plan.pdf", "content_base64": "JVBERi0xLjcK"}));
    let question = json!({"actor": agent, "request": id, "text": "Est-ce bien cela ?", "files": [plan["id"]], "answer_awaited": true});
    ask("send_message", question);
    ask("send_message", json!({"actor": camille, "request": id, "text": "Oui."}));
    let written = ask("messages", json!({"actor": camille, "request": id}));
    assert_eq!(
        (&written["awaiting"], &written["messages"][1]["text"]),
        (&json!("town_hall"), &json!("Oui."))
    );
    ask("tag", json!({"actor": agent, "request": id, "tags": ["Mariage", "Été"]}));
    ask("untag", json!({"actor": agent, "request": id, "tags": ["ete"]}));
    let tagged = ask("request", json!({"actor": agent, "id": id}));
    assert_eq!(tagged["tags"], json!(["mariage"]));
    let offer = ask("check_offer", json!({"actor": agent, "request": id, "transition": "prendre_en_charge"}));
    assert_eq!(offer["validation"]["accepted"], true);
    let acted = ask("act", json!({"actor": agent, "request": id, "transition": "prendre_en_charge"}));
    assert_eq!(acted["state"], "in_progress");
    let june =
        json!({"actor": camille, "key": "salle:salle_des_fetes", "from": "2026-06-01", "to": "2026-06-30"});
    let taken = ask("availability", june.clone());
    assert_eq!((&taken["slots"][1]["taken"], &taken["slots"][1]["left"]), (&json!(1), &json!(0)));
    ask("release_claim", json!({"actor": agent, "request": id}));
    assert_eq!(ask("availability", june)["slots"].as_array().unwrap().len(), 1);
    let mut again = filled["answers"].clone();
    again["date_souhaitee"] = json!("2026-07-04");
    let second =
        ask("submit", with(json!({"actor": camille, "applicant": filled["applicant"], "answers": again})));
    let tie =
        json!({"actor": agent, "request": second["id"], "kind": "duplicate_of", "to": receipt["reference"]});
    ask("link", tie.clone());
    assert_eq!(ask("request", json!({"actor": agent, "id": id}))["links"][0]["kind"], "has_duplicate");
    ask("unlink", tie);
    let vus = json!({"comment": {"text": "Vu aussi."}});
    let bulk = ask("bulk", json!({"actor": agent, "requests": {"ids": [id, second["id"]]}, "command": vus}));
    assert_eq!(bulk["done"], 2);
    let lea = ask(
        "put_applicant",
        json!({"actor": agent, "audience": "citizen", "last_name": "Moreau", "phones": ["06 12 34 56 78"]}),
    );
    let other = ask("put_applicant", json!({"actor": agent, "audience": "citizen", "last_name": "Moreaux"}));
    let [lea, other] = [lea, other].map(|put| put["applicant"]["id"].clone());
    let found = ask("find_applicants", json!({"actor": agent, "query": {"phone": "+33612345678"}}));
    assert_eq!(found["rows"][0]["id"], lea);
    ask("merge_applicants", json!({"actor": agent, "keep": lea, "absorb": other}));
    ask("recognise_applicant", json!({"actor": agent, "request": id, "applicant": other}));
    let whole = ask("applicant", json!({"actor": agent, "id": other}));
    assert_eq!((&whole["applicant"]["id"], &whole["requests"]["rows"][0]["id"]), (&lea, id));
    let participants = json!([{"field": "participants", "reason": "incorrect"}]);
    ask("request_correction", json!({"actor": agent, "request": id, "items": participants}));
    let line = json!({"reference": "A-12", "procedure": "reservation-salle", "scenario": "en-ligne", "status": "inconnu",
        "submitted_at": "2019-05-02", "applicant": {"audience": "citizen", "last_name": "Dupont"}});
    let taken = ask("import", json!({"actor": system, "source": "ancien", "lines": format!("{line}\n")}));
    assert_eq!((&taken["refused"], &taken["faults"][0]["error"]["path"]), (&json!(1), &json!("/status")));
    assert_eq!(ask("waiting_calls", json!({"actor": system}))["rows"], json!([]));
    ask("run_due", json!({}));
    let claimed = ask("claim_messages", json!({"actor": system, "query": {"endpoints": ["email"]}}));
    let [first, second] = [0, 1].map(|rank| claimed["messages"][rank].clone());
    assert!(first["message"]["subject"].is_string(), "{claimed}");
    ask("report_sent", json!({"actor": system, "id": first["id"], "token": first["token"]}));
    let refused = json!({"class": "refused"});
    ask(
        "report_failed",
        json!({"actor": system, "id": second["id"], "token": second["token"], "failure": refused}),
    );
    let dead = ask("dead_letters", json!({"actor": system}));
    assert_eq!(dead["rows"][0]["id"], second["id"], "{dead}");
    ask("deliveries", json!({"actor": agent, "request": first["request"]}));
    let written = ask("communications", json!({"actor": agent, "request": id}));
    assert_eq!(written["communications"][0]["recipient"], "applicant", "{written}");
    let acknowledgement = json!({"template": "accuse-reception"});
    let words = json!({"subject": {"fr": "Bien reçu : {{ request.reference }}", "en": "Received: {{ request.reference }}"}});
    let seen = ask(
        "preview_communications",
        json!({"actor": agent, "query": {"procedure": "reservation-salle", "scenario": "en-ligne", "written_in": "en",
            "text": {"which": acknowledgement, "words": words}}}),
    );
    assert_eq!(seen["messages"][0]["subject"], "Received: 2026-000000", "{seen}");
    let corrected = ask(
        "correct_text",
        json!({"actor": agent, "procedure": "reservation-salle", "text": acknowledgement, "words": words}),
    );
    assert_eq!(corrected["procedures"][0]["versions"], json!([1]));
    let listed = ask("corrected_texts", json!({"actor": agent, "procedure": "reservation-salle"}));
    assert_eq!(listed["corrections"][0]["by"], agent);
    ask("requeue_dead_letters", json!({"actor": system, "which": {"message": second["id"]}}));
    assert_eq!(ask("endpoints", json!({"actor": system}))["endpoints"][0]["endpoint"], "email");
    assert_eq!(ask("asked_changes", json!({"actor": system}))["connectors"], json!([]));
    ask(
        "subscribe",
        json!({"actor": system, "name": "compta", "url": "https://compta.exemple.fr/grc", "secret": "compta"}),
    );
    assert_eq!(ask("subscribers", json!({"actor": system}))["subscribers"][0]["behind"], 0);
    ask("unsubscribe", json!({"actor": system, "name": "compta"}));
    let told = ask("events", json!({"actor": system, "query": {"limit": 1}}));
    assert_eq!((&told["events"][0]["type"], &told["more"]), (&json!("request.submitted"), &json!(true)));
    ask("abandon_dead_letters", json!({"actor": system, "which": {"endpoint": "email"}}));
    ask("counts", json!({"actor": agent}));
    let figures = ask(
        "statistics",
        json!({"actor": agent, "query": {"kind": "by_agent", "csv": true}, "language": "en"}),
    );
    let rows = json!([[null, null, "new", "New", 1], ["paul", "Paul", "in_progress", "In progress", 1]]);
    assert_eq!(figures["rows"], rows);
    let csv = "Agent,Name,State,Label of the state,Requests\r\n,,new,New,1\r\npaul,Paul,in_progress,In progress,1\r\n";
    assert_eq!(figures["csv"], csv);
    ask("history", json!({"actor": camille, "request": id, "language": "en"}));
    let heads = ask("heads", json!({"actor": system}));
    let verified = ask("verify", json!({"actor": system, "heads": heads["heads"]}));
    assert_eq!(verified["broken"], json!([]));
    let folder = tempfile::tempdir().unwrap();
    let copy = ask("backup", json!({"actor": system, "path": folder.path().join("copie.db")}));
    assert!(copy["bytes"].as_u64().unwrap() > 100_000);
    let other = ask("save_draft", with(json!({"actor": camille, "answers": {}})));
    ask("discard_draft", json!({"actor": camille, "id": other["id"]}));
    let nina =
        json!({"id": "nina", "name": "Nina", "roles": [{"service": "vie-associative", "role": "agent"}]});
    ask("put_agent", json!({"actor": system, "agent": nina}));
    let away = json!({"from": "2026-03-01T00:00:00Z", "until": "2026-04-01T00:00:00Z"});
    ask("set_absence", json!({"actor": agent, "agent": "nina", "absence": away}));
    ask("disable_agent", json!({"actor": system, "agent": "nina"}));
    let journal = ask("people_history", json!({"actor": system}));
    assert!(journal.to_string().contains("nina"), "{journal}");
    ask("withdraw", json!({"actor": system, "procedure": "piscine", "replacement": "mediatheque"}));
    evening(&mut ask);
    asked
}

#[test]
fn a_day_at_the_town_hall_is_asked_in_json_and_answered_as_the_schemas_tell() {
    let asked = day(&Town::open());
    for operation in operations() {
        assert!(asked.iter().any(|one| one.operation == operation.name), "{}", operation.name);
    }
}

#[test]
fn a_stale_revision_is_refused_with_both() {
    let town = Town::open();
    let asked = day(&town);
    let mut comment = asked.into_iter().find(|one| one.operation == "comment").unwrap().request;
    comment["revision"] = json!(1);
    let refused = town.ask("comment", &comment).unwrap_err();
    assert_eq!((&refused["code"], &refused["details"]["expected"]), (&json!("stale_revision"), &json!(1)));
}

#[test]
fn requests_of_a_day_changed_at_random_are_answered() {
    let town = Town::open();
    // A path at random would be one of this machine's.
    let is_left_out = |one: &Asked| one.operation == "backup" || one.request.get("catalogue").is_some();
    let asked: Vec<_> = day(&town).into_iter().filter(|one| !is_left_out(one)).collect();
    let changes = prop::collection::vec((any::<Index>(), any_change()), 0..3);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(400));
    let outcome = runner.run(&(any::<Index>(), changes), |(which, changes)| {
        let Asked { operation, request, .. } = &asked[which.index(asked.len())];
        let mut request = request.clone();
        for (place, change) in changes {
            request = changed(request, place, change);
        }
        if let Err(refused) = town.ask(operation, &request) {
            prop_assert!(refused["code"] != ErrorCode::Internal.name(), "{operation}: {refused}");
            // What routing says of a visitor's own answers is for that visitor.
            prop_assert!(!refused.to_string().contains(SECRET), "{operation}: {refused}");
        }
        Ok(())
    });
    outcome.unwrap();
}
