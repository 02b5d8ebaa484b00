//! Publishing: all of a set or nothing, and every fault told at once.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use crate::common::{FR, TownHall, code, examples, town};
use grc::{Actor, CatalogueFilter, Engine, ErrorCode, Input, Sources, Visitor};
use serde_json::{Value, json};

fn publish(town_hall: &TownHall, catalogue: Value) -> grc::Result<grc::engine::Published> {
    town_hall.engine.publish(&Actor::System, &Sources::from_value(catalogue))
}

fn listed(town_hall: &TownHall) -> Vec<(String, u32)> {
    let list = town_hall.engine.catalogue(&Visitor::of(&Actor::System), &CatalogueFilter::default()).unwrap();
    let mut list: Vec<_> = list.into_iter().map(|one| (one.id.to_string(), one.version)).collect();
    list.sort();
    list
}

/// The faults of a refused set: `pointer code message`.
fn refused(error: &grc::Error) -> Vec<String> {
    assert_eq!(error.code(), ErrorCode::InvalidDefinition);
    let diagnostics = error.details().unwrap()["diagnostics"].as_array().unwrap();
    let faults = diagnostics.iter().filter(|one| one["severity"] == "fault");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    faults
        .map(|one| {
            format!("{} {} {}", text(&one["pointer"]), text(&one["code"]), text(&one["message"]["fr"]))
        })
        .collect()
}

#[test]
fn a_set_is_numbered_and_the_same_set_changes_nothing() {
    let town_hall = TownHall::open();
    let again = publish(&town_hall, town::catalogue()).unwrap();
    assert_eq!((again.publication, again.versions.len(), again.unchanged.len()), (1, 0, 3));
    // Neither the order of keys nor that of procedures is a change.
    let mut reordered = town::catalogue();
    reordered["procedures"].as_array_mut().unwrap().reverse();
    assert_eq!(publish(&town_hall, reordered).unwrap().versions, []);
    let mut changed = town::catalogue();
    changed["procedures"][0]["title"] = json!("Élagage");
    let published = publish(&town_hall, changed).unwrap();
    assert_eq!((published.publication, published.versions.len(), published.unchanged.len()), (2, 1, 2));
    assert_eq!((published.versions[0].procedure.as_str(), published.versions[0].version), ("elagage", 2));
    assert_eq!(
        publish(&town_hall, town::catalogue()).unwrap().versions[0].version,
        3,
        "going back is a version too"
    );
}

#[test]
fn what_a_procedure_refers_to_is_part_of_it() {
    let town_hall = TownHall::open();
    let mut changed = town::catalogue();
    changed["workflows"][0]["statuses"]["acceptee"]["label"] = json!("Accordée");
    let published = publish(&town_hall, changed).unwrap();
    let versions: Vec<_> = published.versions.iter().map(|version| version.procedure.as_str()).collect();
    assert_eq!(versions, ["courrier", "elagage"], "not the procedure that has a circuit of its own");
}

#[test]
fn what_is_absent_is_left_as_it_is() {
    let town_hall = TownHall::open();
    let before = listed(&town_hall);
    let mut one = town::catalogue();
    one["procedures"].as_array_mut().unwrap().truncate(1);
    publish(&town_hall, one).unwrap();
    assert_eq!(listed(&town_hall), before);
}

#[test]
fn a_withdrawn_procedure_is_gone_its_requests_go_on_and_its_replacement_is_named() {
    let town_hall = TownHall::open();
    let camille = Actor::applicant("camille");
    let id = town_hall.file(&camille).id;
    let engine = &town_hall.engine;
    assert_eq!(code(engine.withdraw(&Actor::System, "rien", None)), ErrorCode::NotFound);
    assert_eq!(code(engine.withdraw(&Actor::System, "elagage", Some("rien"))), ErrorCode::NotFound);
    assert_eq!(listed(&town_hall).len(), 3);
    engine.withdraw(&Actor::System, "elagage", Some("signalement")).unwrap();
    assert_eq!(listed(&town_hall).len(), 2);
    let error = engine.submit(&camille, town::submission()).unwrap_err();
    assert_eq!(error.code(), ErrorCode::NotFound);
    assert_eq!(error.details().unwrap()["replacement"], "signalement");
    assert_eq!(code(engine.withdraw(&Actor::System, "elagage", None)), ErrorCode::NotFound);
    engine.act(&Actor::agent("bruno"), id, "prendre", Input::none()).unwrap();
    assert_eq!(town_hall.seen(id).procedure_title, "Élagage d'un arbre");
    let back = publish(&town_hall, town::catalogue()).unwrap();
    assert_eq!(back.versions[0].version, 2);
    town_hall.file(&camille);
}

#[test]
fn a_request_keeps_its_version_and_a_draft_follows_the_latest() {
    let town_hall = TownHall::open();
    let camille = Actor::applicant("camille");
    let id = town_hall.file(&camille).id;
    let draft = json!({"procedure": "elagage", "scenario": "en-ligne", "answers": {}});
    let draft = town_hall.engine.save_draft(&camille, serde_json::from_value(draft).unwrap()).unwrap().id;
    let mut changed = town::catalogue();
    changed["workflows"][0]["statuses"]["a_traiter"]["transitions"] =
        json!([{"id": "saisir", "to": "en_cours", "by": ["agent"]}]);
    publish(&town_hall, changed).unwrap();
    let mut late = town::submission();
    late.draft = Some(draft);
    let late = town_hall.engine.submit(&camille, late).unwrap().id;
    for engine in [&town_hall.engine, &town_hall.second()] {
        let offered =
            |id| engine.request(&Actor::agent("bruno"), id, FR).unwrap().transitions[0].id.to_string();
        assert_eq!((offered(id), offered(late)), ("prendre".to_owned(), "saisir".to_owned()));
    }
    assert_eq!((town_hall.seen(id).version, town_hall.seen(late).version), (1, 2));
}

#[test]
fn every_engine_on_the_file_sees_what_another_published() {
    let town_hall = TownHall::open();
    let second = town_hall.second();
    let see = || second.route("elagage", &Visitor::of(&Actor::applicant("c"))).is_ok();
    assert!(see());
    town_hall.engine.withdraw(&Actor::System, "elagage", None).unwrap();
    assert!(!see());
}

const CHILD: &str = "GRC_TEST_PUBLISH";

/// Publishes another title each time that it is told to, and says when it is done.
#[test]
#[ignore = "run by what_another_process_published_is_seen_by_the_next_call, in a process of its own"]
fn a_child_publishes() {
    let Some(path) = std::env::var_os(CHILD) else { return };
    let engine = Engine::open(path).unwrap();
    for line in std::io::stdin().lines() {
        let mut catalogue = town::catalogue();
        catalogue["procedures"][0]["title"] = json!(line.unwrap());
        engine.publish(&Actor::System, &Sources::from_value(catalogue)).unwrap();
        println!("\npublished");
    }
}

#[test]
fn what_another_process_published_is_seen_by_the_next_call() {
    let town_hall = TownHall::open();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--ignored", "--nocapture", "publish::a_child_publishes"])
        .env(CHILD, town_hall.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut orders = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    for round in 0..20 {
        // What is known without reading is known by now.
        assert_eq!([listed(&town_hall), listed(&town_hall)].map(|list| list[1].1), [round + 1; 2]);
        writeln!(orders, "Élagage {round}").unwrap();
        assert!(answers.any(|line| line == "published"));
        assert_eq!(listed(&town_hall)[1], ("elagage".to_owned(), round + 2));
        // A commit that publishes nothing.
        if round % 3 == 0 {
            town_hall.file(&Actor::applicant("camille"));
        }
    }
    drop(orders);
    assert!(child.wait().unwrap().success());
}

/// Makes one fault, and says where it is and what is said of it.
type Fault = (&'static str, fn(&mut Value), &'static str, &'static str);

const FAULTS: &[Fault] = &[
    ("an unknown key", |c| c["procedures"][0]["titre"] = json!("x"), "/procedures/0/titre", "`title`"),
    ("a float for money", |c| c["settings"]["prix"] = json!(12.5), "/settings/prix", ""),
    (
        "a bound that is a float",
        |c| field(c)["min"] = json!(1.5),
        "/procedures/0/scenarios/0/form/fields/2/min",
        "",
    ),
    (
        "a service that is not there",
        |c| c["procedures"][0]["service"] = json!("urbanismes"),
        "/procedures/0/service",
        "`urbanisme`",
    ),
    (
        "a theme that is not there",
        |c| c["procedures"][0]["theme"] = json!("natures"),
        "/procedures/0/theme",
        "`nature`",
    ),
    (
        "a circuit that is not there",
        |c| scenario(c)["workflow"]["use"] = json!("@instructions"),
        "/procedures/0/scenarios/0/workflow/use",
        "instruction`",
    ),
    (
        "a connector that is not there",
        |c| c["procedures"][1]["scenarios"][0]["connector"] = json!("@gmaos"),
        "/procedures/1/scenarios/0/connector",
        "gmao`",
    ),
    ("two procedures with one id", |c| c["procedures"][1]["id"] = json!("elagage"), "/procedures/1/id", ""),
    (
        "an initial status that is not there",
        |c| c["workflows"][0]["initial"] = json!("a_traite"),
        "/workflows/0/initial",
        "`a_traiter`",
    ),
    (
        "a target that is not there",
        |c| transition(c)["to"] = json!("en_cour"),
        "/workflows/0/statuses/a_traiter/transitions/0/to",
        "`en_cours`",
    ),
    (
        "a condition with an unknown name",
        |c| transition(c)["when"] = json!("answers.objets == 'x'"),
        "/workflows/0/statuses/a_traiter/transitions/0/when",
        "`objet`",
    ),
    (
        "a condition comparing a date with a number",
        |c| transition(c)["when"] = json!("today < 12"),
        "/workflows/0/statuses/a_traiter/transitions/0/when",
        "",
    ),
    (
        "a template with an unknown name",
        |c| message(c)["subject"] = json!("{{ request.referance }}"),
        "/procedures/0/scenarios/0/communications/0/subject",
        "reference`",
    ),
    (
        "a template that does not end",
        |c| message(c)["body"] = json!("{{ request.reference"),
        "/procedures/0/scenarios/0/communications/0/body",
        "",
    ),
    ("a wrong type", |c| c["procedures"][0]["keywords"] = json!("branche"), "/procedures/0/keywords", ""),
    (
        "a closed status without outcome",
        |c| {
            c["workflows"][0]["statuses"]["acceptee"].as_object_mut().unwrap().remove("outcome");
        },
        "/workflows/0/statuses/acceptee",
        "",
    ),
    (
        "an unknown type of field",
        |c| field(c)["type"] = json!("decimale"),
        "/procedures/0/scenarios/0/form/fields/2/type",
        "`decimal`",
    ),
    ("a time zone that is nowhere", |c| c["time_zone"] = json!("Europe/Pari"), "/time_zone", ""),
    (
        "a key that the format does not have yet",
        |c| scenario(c)["silence"] = json!([]),
        "/procedures/0/scenarios/0/silence",
        "",
    ),
];

fn scenario(catalogue: &mut Value) -> &mut Value {
    &mut catalogue["procedures"][0]["scenarios"][0]
}

fn field(catalogue: &mut Value) -> &mut Value {
    &mut scenario(catalogue)["form"]["fields"][2]
}

fn message(catalogue: &mut Value) -> &mut Value {
    &mut scenario(catalogue)["communications"][0]
}

fn transition(catalogue: &mut Value) -> &mut Value {
    &mut catalogue["workflows"][0]["statuses"]["a_traiter"]["transitions"][0]
}

#[test]
fn each_fault_is_refused_where_it_stands_with_a_suggestion() {
    let town_hall = TownHall::open();
    for (name, fault, pointer, suggestion) in FAULTS {
        let mut catalogue = town::catalogue();
        catalogue["procedures"][2]["title"] = json!("Un changement qui ne doit pas passer");
        fault(&mut catalogue);
        let error = publish(&town_hall, catalogue).expect_err(name);
        let faults = refused(&error);
        let told = faults
            .iter()
            .any(|fault| fault.starts_with(&format!("{pointer} ")) && fault.contains(suggestion));
        assert!(told, "{name}: {faults:#?}");
    }
    assert!(listed(&town_hall).iter().all(|(_, version)| *version == 1), "nothing was published");
}

#[test]
fn the_faults_of_one_kind_are_told_all_at_once() {
    let town_hall = TownHall::open();
    // Of what has no shape, nothing more can be said; once it has, the rest.
    let shape: &[usize] = &[0, 2, 14, 18];
    let meaning: &[usize] = &[3, 4, 6, 9, 10, 12];
    for numbers in [shape, meaning] {
        let mut catalogue = town::catalogue();
        for number in numbers {
            FAULTS[*number].1(&mut catalogue);
        }
        let faults = refused(&publish(&town_hall, catalogue).unwrap_err());
        for number in numbers {
            let (name, _, pointer, _) = FAULTS[*number];
            assert!(faults.iter().any(|fault| fault.starts_with(pointer)), "{name}: {faults:#?}");
        }
    }
}

#[test]
fn faults_of_a_directory_name_the_file_and_the_place_in_it() {
    let town_hall = TownHall::open();
    let write = |files: &[(&str, &str)]| {
        let directory = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = directory.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let sources = Sources::from_dir(directory.path());
        let error =
            sources.and_then(|sources| town_hall.engine.publish(&Actor::System, &sources)).unwrap_err();
        let first = &error.details().unwrap()["diagnostics"][0];
        format!(
            "{} {}",
            first["file"].as_str().unwrap_or_default(),
            first["pointer"].as_str().unwrap_or_default()
        )
    };
    let town = ("catalogue.json", r#"{"services": [{"id": "accueil", "title": "Accueil"}]}"#);
    let procedure = r#"{"id": "p", "title": "P", "service": "accueil", "scenarios": [
        {"id": "s", "kind": "information", "title": "S", "content": "Texte"}]}"#;
    assert_eq!(
        write(&[town, ("procedures/p.json", &procedure.replace("accueil", "acueil"))]),
        "procedures/p.json /service"
    );
    assert_eq!(
        write(&[town, ("procedures/p.json", &procedure.replace("\"title\": \"P\"", "\"titre\": \"P\""))]),
        "procedures/p.json /titre"
    );
    assert!(write(&[town, ("procedures/p.json", "{\"id\": ")]).starts_with("procedures/p.json "));
    assert!(
        write(&[town, ("procedures/p.json", r#"{"id": "p", "id": "q"}"#)]).starts_with("procedures/p.json ")
    );
    assert!(
        write(&[town, ("procedures/p.json", &procedure.replace("\"Texte\"", "{\"file\": \"absent.md\"}"))])
            .starts_with("procedures/p.json /scenarios/0/content")
    );
    let twice = write(&[town, ("procedures/a.json", procedure), ("procedures/b.json", procedure)]);
    assert_eq!(twice, "procedures/b.json /id");
    assert_eq!(code(Sources::from_dir(examples().join("nowhere"))), ErrorCode::UnreadableDefinition);
}

#[test]
fn a_question_that_would_never_be_asked_is_a_fault() {
    let town_hall = TownHall::open();
    let mut catalogue = town::catalogue();
    catalogue["connectors"][0]["operations"]["creer"]["result"] = json!({});
    let faults = refused(&publish(&town_hall, catalogue).unwrap_err());
    assert!(faults[0].starts_with("/connectors/0/poll definition.poll_without_id"), "{faults:?}");
}

#[test]
fn a_key_that_stands_twice_in_a_catalogue_is_refused_at_its_place() {
    let twice = br#"{"themes": [], "settings": {"nom": "Petiteville", "nom": "Grandeville"}}"#;
    let fault = Sources::from_json(twice).unwrap_err();
    assert_eq!(fault.pointer, "/settings/nom");
    let text = town::catalogue().to_string();
    assert_eq!(Sources::from_json(text.as_bytes()).unwrap(), Sources::from_value(town::catalogue()));
}
