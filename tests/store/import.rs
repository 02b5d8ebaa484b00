//! Requests of a former system, taken over: each once, as it was.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::common::{FR, Letterbox, MORNING, TestClock, TownHall, citizen, code, host, told, town, values};
use base64::Engine as _;
use grc::definition::{Id, Name, Outcome, State};
use grc::engine::{Attachment, ImportOptions, ImportReport, RequestView, StatisticsKind, StatisticsQuery};
use grc::workflow::TimersFrom;
use grc::{Actor, Budget, Engine, ErrorCode, Input, Language, PageRequest, RequestQuery};
use serde_json::{Value, json};

/// Written where no report may repeat it.
const CANARY: &str = "canari";

fn camille() -> Actor {
    Actor::applicant("camille")
}

fn bruno() -> Actor {
    Actor::agent("bruno")
}

/// The small town, whose request to prune a tree takes files and books the only crane, and which inspects in secret.
fn catalogue() -> Value {
    let mut catalogue = town::catalogue();
    let scenario = &mut catalogue["procedures"][0]["scenarios"][0];
    scenario["form"]["fields"].as_array_mut().unwrap().extend([
        json!({"id": "plan", "type": "file", "label": "Plan", "accept": ["application/pdf"]}),
        json!({"id": "photos", "type": "repeat", "label": "Photos",
            "fields": [{"id": "photo", "type": "file", "label": "Photo"}]}),
        json!({"id": "cachee", "type": "text", "label": "Cachée", "visible_if": "objet == 'rien'"}),
    ]);
    scenario["claims"] = json!([{"key": "grue", "from": "=answers.jour", "message": "La grue est prise."}]);
    let circuit = &mut catalogue["workflows"][0];
    circuit["data"]["fields"]
        .as_array_mut()
        .unwrap()
        .push(json!({"id": "rapport", "type": "file", "label": "Rapport"}));
    circuit["statuses"]["enquete"] = json!({"label": "Enquête", "state": "in_progress", "hidden": true,
        "transitions": [{"id": "revenir", "to": "a_traiter", "by": ["agent"]}, {"id": "abandonner", "to": "classee", "after": "P10D"}]});
    catalogue["procedures"][0]["scenarios"][0]["communications"].as_array_mut().unwrap().push(json!(
        {"id": "avis", "kind": "follow_up", "on": "closed", "after": "P7D", "to": ["applicant"], "subject": "Êtes-vous content ?", "body": "Dites."}));
    catalogue
}

fn town_hall() -> TownHall {
    TownHall::with(catalogue(), |host| host)
}

/// A request being processed since the autumn, with what `also` says instead.
fn line(reference: &str, also: Value) -> Value {
    let mut line = json!({"reference": reference, "procedure": "elagage", "status": "en_cours",
        "submitted_at": "2025-09-01", "entered_at": "2025-10-06T08:30:00Z", "applicant": citizen(),
        "answers": {"objet": "Un tilleul"}});
    line.as_object_mut().unwrap().extend(values(also));
    line
}

fn text(lines: &[Value]) -> String {
    lines.iter().fold(String::new(), |mut text, line| {
        writeln!(text, "{line}").unwrap();
        text
    })
}

fn import(engine: &Engine, lines: &[Value], options: &ImportOptions) -> ImportReport {
    engine
        .import(&Actor::System, "Ancien logiciel", &mut text(lines).as_bytes(), options)
        .unwrap_or_else(|error| panic!("{}", told(&error)))
}

/// Takes one line over, and gives what it became.
fn taken(town_hall: &TownHall, line: &Value, options: &ImportOptions) -> RequestView {
    let report = import(&town_hall.engine, std::slice::from_ref(line), options);
    assert_eq!((report.imported, &report.faults), (1, &Vec::new()), "{report:?}");
    named(&town_hall.engine, line["reference"].as_str().unwrap())
}

fn named(engine: &Engine, former: &str) -> RequestView {
    engine.request_by_reference(&Actor::System, former, FR).unwrap()
}

fn all(engine: &Engine, query: &RequestQuery) -> Vec<String> {
    let page = PageRequest { limit: Some(500), after: None };
    engine.requests(&Actor::System, query, &page).unwrap().rows.into_iter().map(|row| row.reference).collect()
}

fn assert_sound(engine: &Engine) {
    let verified = engine.verify(&Actor::System, &[]).unwrap();
    assert!(verified.broken.is_empty() && verified.totals_agree, "{verified:?}");
}

fn base64(content: &str) -> String {
    base64::engine::general_purpose::STANDARD.encode(content)
}

#[test]
fn a_request_is_taken_over_as_it_was() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let attachment = Attachment { name: "rapport.txt", content: &mut "Vu sur place".as_bytes() };
    let report = engine.attach(&Actor::System, attachment).unwrap().id;
    let pdf = base64("%PDF-1.7\nUn plan.");
    let line = line(
        "ELAG/2019/0042",
        json!({"scenario": "en-ligne", "status": "acceptee", "submitted_at": "2019-05-02T12:00:00Z",
            "received_at": "2019-04-30", "entered_at": "2019-06-03", "origin": "mail", "applicant_id": "camille",
            "service": "urbanisme", "agent": "elise", "tags": ["Très urgent"],
            "answers": {"objet": "Un tilleul", "jour": "2019-05-20", "prix": "12.50", "photos": [{}]},
            "data": {"note": "Arbre sain", "reponse": "D'accord"},
            "files": [
                {"at": "/answers/plan", "name": "plan.pdf", "content_base64": pdf},
                {"at": "/answers/photos/0/photo", "name": "a.txt", "content_base64": base64("une photo")},
                {"at": "/data/rapport", "id": report},
                {"name": "courrier.txt", "content_base64": base64("Monsieur le maire"), "visible": true},
                {"name": "interne.txt", "content_base64": base64("Entre nous")}],
            "comments": [
                {"author": "Mme Petit", "text": "Rappelée", "written_at": "2019-05-03", "visible": true},
                {"text": "À surveiller", "written_at": "2019-05-04T09:00:00Z"}]}),
    );
    let view = taken(&town_hall, &line, &ImportOptions::default());
    let former = view.former.as_ref().unwrap();
    assert_eq!((former.source.as_str(), former.reference.as_str()), ("Ancien logiciel", "ELAG/2019/0042"));
    assert_eq!(
        (view.reference.as_str(), view.state, view.outcome),
        ("2026-000001", State::Done, Some(Outcome::Granted))
    );
    let days = [view.received_at, view.submitted_at, view.closed_at.unwrap()].map(|at| at.to_string());
    assert_eq!(days, ["2019-04-29T22:00:00.000Z", "2019-05-02T12:00:00.000Z", "2019-06-02T22:00:00.000Z"]);
    assert_eq!((view.agent.as_deref(), view.service.as_str()), (Some("elise"), "urbanisme"));
    assert_eq!(view.tags, [Id("tres-urgent".to_owned())].into());
    assert_eq!(view.data["note"], "Arbre sain");
    assert_eq!(view.answers["prix"], "12.50");
    assert_eq!(view.files.len(), 5);
    // A day that is over is booked by nobody.
    assert_eq!(view.claims, []);
    let read = engine.read_file(&camille(), view.files[0].id, 0, 100).unwrap();
    assert_eq!(read, b"%PDF-1.7\nUn plan.");

    // The applicant sees what is theirs.
    let theirs = engine.request(&camille(), view.id, FR).unwrap();
    let names: Vec<_> = theirs.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["plan.pdf", "a.txt", "courrier.txt"]);
    let lines = |actor: &Actor, language| {
        let history = engine.history(actor, view.id, language).unwrap();
        history.into_iter().map(|entry| entry.text).collect::<Vec<_>>()
    };
    assert_eq!(
        lines(&camille(), FR),
        [
            "Demande 2026-000001 reprise de Ancien logiciel, où elle était ELAG/2019/0042, du 02/05/2019 ; statut : Acceptée",
            "Commentaire du 03/05/2019, Mme Petit : Rappelée"
        ]
    );
    assert_eq!(lines(&bruno(), Language::English)[2], "Internal comment of 4 May 2019: À surveiller");

    // It is found by what it was called, in lists and by name.
    let by_former =
        RequestQuery { former_reference: Some("ELAG/2019/0042".to_owned()), ..RequestQuery::default() };
    assert_eq!(all(engine, &by_former), ["2026-000001"]);
    let by_text = RequestQuery { text: Some("elag 0042".to_owned()), ..RequestQuery::default() };
    assert_eq!(all(engine, &by_text), ["2026-000001"]);
    let wrong = RequestQuery { former_reference: Some("ELAG/2019".to_owned()), ..RequestQuery::default() };
    assert_eq!(all(engine, &wrong), [""; 0]);

    // Nobody is written to, now or later.
    town_hall.clock.forward_days(400);
    engine.run_due(&Budget::default()).unwrap();
    assert_eq!(town_hall.letters.subjects(), [""; 0]);

    // It counts in the month in which it was closed.
    let query = StatisticsQuery {
        from: Some("2019-06-01".parse().unwrap()),
        to: Some("2019-06-30".parse().unwrap()),
        ..StatisticsQuery::new(StatisticsKind::Delays)
    };
    let figures = engine.statistics(&Actor::System, &query, FR).unwrap();
    assert_eq!(figures.rows.len(), 1, "{figures:?}");
    assert_sound(engine);
}

#[test]
fn the_directory_learns_of_the_applicant() {
    let town_hall = town_hall();
    let line = line("A-1", json!({"applicant_id": "camille"}));
    taken(&town_hall, &line, &ImportOptions::default());
    let query = serde_json::from_value(json!({"text": "lefevre"})).unwrap();
    let found = town_hall.engine.find_applicants(&Actor::System, &query, &PageRequest::default());
    assert_eq!(found.unwrap().rows.len(), 1);
}

#[test]
fn a_request_taken_over_goes_on_through_its_circuit() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let view = taken(&town_hall, &line("A-1", json!({"applicant_id": "camille"})), &ImportOptions::default());
    assert_eq!((view.tasks.len(), view.revision), (0, 1));
    engine.act(&bruno(), view.id, "attendre", Input::values(values(json!({"pieces": "Un plan"})))).unwrap();
    engine.act(&camille(), view.id, "completer", Input::none()).unwrap();
    let accepted = engine.act(&Actor::agent("alice"), view.id, "accepter", Input::none()).unwrap();
    assert_eq!(accepted.state, State::Done);
    engine.run_due(&Budget::default()).unwrap();
    assert_eq!(town_hall.letters.subjects(), ["Fin de 2026-000001"]);
    assert_sound(engine);
}

#[test]
fn a_line_is_taken_over_once() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let lines: Vec<Value> = (0..7).map(|number| line(&format!("A-{number}"), json!({}))).collect();
    let options = ImportOptions::default();
    assert_eq!(import(engine, &lines[..4], &options).imported, 4);
    let again = import(&town_hall.second(), &lines, &options);
    assert_eq!((again.lines, again.imported, again.skipped, again.next_line), (7, 3, 4, 8));
    // Twice in one text is once; in another system it is another request.
    let twice = [lines[0].clone(), line("B-1", json!({})), line("B-1", json!({}))];
    let report = import(engine, &twice, &options);
    assert_eq!((report.imported, report.skipped), (1, 2));
    let other = engine.import(&Actor::System, "Autre", &mut text(&lines[..1]).as_bytes(), &options).unwrap();
    assert_eq!(other.imported, 1);
    assert_eq!(all(engine, &RequestQuery::default()).len(), 9);
    // Two requests are called so: neither is meant more than the other, and lists tell both.
    assert_eq!(code(engine.request_by_reference(&Actor::System, "A-0", FR)), ErrorCode::NotFound);
    let called = RequestQuery { former_reference: Some("A-0".to_owned()), ..RequestQuery::default() };
    assert_eq!(all(engine, &called).len(), 2);
    assert_sound(engine);
}

#[test]
fn a_dry_run_tells_what_would_be_and_writes_nothing() {
    let lines = [
        line("A-1", json!({"answers": {"objet": "Un tilleul", "jour": "2026-03-20"}})),
        line("A-2", json!({"status": "inconnu"})),
        line("A-3", json!({"answers": {"objet": "Un saule", "jour": "2026-03-20"}})),
        line("A-1", json!({})),
        line(
            "A-4",
            json!({"files": [{"at": "/answers/plan", "name": "plan.pdf", "content_base64": base64("%PDF-1.7\n.")}]}),
        ),
        line(
            "A-5",
            json!({"files": [{"at": "/answers/plan", "name": "plan.txt", "content_base64": base64("texte")}]}),
        ),
    ];
    let (dry, real) = (town_hall(), town_hall());
    let rehearsed = import(&dry.engine, &lines, &ImportOptions { dry_run: true, ..ImportOptions::default() });
    assert_eq!(rehearsed, import(&real.engine, &lines, &ImportOptions::default()));
    assert_eq!((rehearsed.imported, rehearsed.skipped, rehearsed.refused), (2, 1, 3));
    let faults: Vec<_> = rehearsed.faults.iter().map(|fault| (fault.line, fault.error.code())).collect();
    assert_eq!(
        faults,
        [(2, ErrorCode::UnknownStatus), (3, ErrorCode::ClaimConflict), (6, ErrorCode::InvalidAnswers)]
    );
    assert_eq!(all(&dry.engine, &RequestQuery::default()), [""; 0]);
    // The next request has the first number: not even that was taken.
    assert_eq!(dry.file(&camille()).reference, "2026-000001");
    dry.tamper(|connection| {
        for table in ["file", "content", "taken_over", "profile"] {
            let rows: i64 =
                connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
            assert_eq!(rows, 0, "{table}");
        }
    });
}

#[test]
fn what_is_wrong_with_a_line_is_told_by_its_place_and_harms_no_other() {
    let town_hall = town_hall();
    let bad: Vec<(Value, &str, ErrorCode)> = vec![
        (json!({"inconnue": CANARY}), "/inconnue", ErrorCode::InvalidInput),
        (json!({"submitted_at": CANARY}), "/submitted_at", ErrorCode::InvalidInput),
        (json!({"applicant": {"audience": CANARY}}), "/applicant/audience", ErrorCode::InvalidInput),
        (json!({"reference": "  "}), "/reference", ErrorCode::InvalidInput),
        (json!({"procedure": CANARY}), "/procedure", ErrorCode::NotFound),
        (json!({"scenario": CANARY}), "/scenario", ErrorCode::NotFound),
        (json!({"status": CANARY}), "/status", ErrorCode::UnknownStatus),
        (json!({"service": CANARY}), "/service", ErrorCode::NotFound),
        (json!({"agent": CANARY}), "/agent", ErrorCode::NotFound),
        // She may no longer act: nothing that is open is hers.
        (json!({"agent": "elise"}), "/agent", ErrorCode::NotFound),
        (json!({"tags": ["?"]}), "/tags/0", ErrorCode::InvalidInput),
        (json!({"entered_at": null}), "/entered_at", ErrorCode::DatesDisagree),
        (json!({"entered_at": "2025-08-31"}), "/entered_at", ErrorCode::DatesDisagree),
        (json!({"received_at": "2025-09-02"}), "/submitted_at", ErrorCode::DatesDisagree),
        (json!({"entered_at": "2026-03-03"}), "/entered_at", ErrorCode::DatesDisagree),
        (
            json!({"comments": [{"text": " ", "written_at": "2025-09-03"}]}),
            "/comments/0/text",
            ErrorCode::InvalidInput,
        ),
        (
            json!({"comments": [{"text": CANARY, "written_at": "2027-01-01"}]}),
            "/comments/0/written_at",
            ErrorCode::DatesDisagree,
        ),
        (json!({"files": [{"name": "a"}]}), "/files/0", ErrorCode::InvalidInput),
        (
            json!({"files": [{"name": "a", "content_base64": "?"}]}),
            "/files/0/content_base64",
            ErrorCode::InvalidInput,
        ),
        (
            json!({"files": [{"name": "a", "content_base64": ""}]}),
            "/files/0/content_base64",
            ErrorCode::InvalidInput,
        ),
        (
            json!({"files": [{"at": "/answers/photos/3/photo", "name": "a", "content_base64": "YQ=="}]}),
            "/files/0/at",
            ErrorCode::InvalidInput,
        ),
        (json!({"files": [{"id": "019cad70-0000-7000-8000-000000000000"}]}), "/files/0", ErrorCode::NotFound),
    ];
    let mut lines: Vec<Value> = bad
        .iter()
        .enumerate()
        .map(|(number, (also, ..))| line(&format!("{CANARY}-{number}"), also.clone()))
        .collect();
    lines.insert(0, line("A-1", json!({})));
    lines.push(line("A-2", json!({})));
    let report = import(&town_hall.engine, &lines, &ImportOptions::default());
    assert_eq!((report.imported, report.refused), (2, bad.len() as u64));
    for ((also, path, code), fault) in bad.iter().zip(&report.faults) {
        assert_eq!(
            (fault.error.path().unwrap_or_default(), fault.error.code()),
            (*path, *code),
            "{also}: {}",
            told(&fault.error)
        );
        assert!(!told(&fault.error).contains(CANARY), "{}", told(&fault.error));
    }
    let numbers: Vec<u64> = report.faults.iter().map(|fault| fault.line).collect();
    assert_eq!(numbers, (2..bad.len() as u64 + 2).collect::<Vec<_>>());
}

#[test]
fn answers_at_fault_are_told_by_their_place_in_the_line() {
    let town_hall = town_hall();
    let wrong = line(
        "A-1",
        json!({"applicant": {"audience": "citizen", "last_name": "Lefèvre", "email": CANARY},
        "answers": {"prix": CANARY, "inconnue": CANARY}, "data": {"paye": CANARY, "autre": CANARY}}),
    );
    let report = import(&town_hall.engine, &[wrong], &ImportOptions::default());
    let details = report.faults[0].error.details().unwrap();
    let paths: Vec<&str> =
        details["faults"].as_array().unwrap().iter().map(|fault| fault["path"].as_str().unwrap()).collect();
    assert_eq!(
        paths,
        [
            "/applicant/email",
            "/answers/objet",
            "/answers/prix",
            "/answers/inconnue",
            "/data/paye",
            "/data/autre"
        ]
    );
    assert!(!told(&report.faults[0].error).contains(CANARY));
}

#[test]
fn leniently_what_is_wrong_is_kept_apart_and_told() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let lenient = ImportOptions { lenient: true, ..ImportOptions::default() };
    let wrong = line(
        "A-1",
        json!({"applicant": {"audience": "citizen", "last_name": "Lefèvre", "email": "camille à exemple"},
        "applicant_id": "camille",
        "answers": {"prix": "cher", "inconnue": "valeur", "jour": "2025-09-30", "cachee": "vieux"},
        "data": {"paye": "oui", "note": "Vue"}}),
    );
    let report = import(engine, &[wrong], &lenient);
    assert_eq!((report.imported, report.refused, report.warned), (1, 0, 1));
    assert!(!told(&report.warnings[0].error).contains("cher\""));
    let view = named(engine, "A-1");
    assert_eq!(json!(view.answers), json!({"jour": "2025-09-30"}));
    assert_eq!(json!(view.data), json!({"note": "Vue"}));
    let kept = view.former.unwrap().kept;
    assert_eq!(
        json!(kept),
        json!({"answers/prix": "cher", "answers/inconnue": "valeur", "answers/cachee": "vieux", "data/paye": "oui",
            "applicant/email": "camille à exemple"})
    );
    // What was kept apart is for those who process: nobody said who else may read it.
    for (actor, sees) in [(camille(), false), (Actor::agent("chloe"), false), (bruno(), true)] {
        let seen = engine.request(&actor, view.id, FR).unwrap().former.unwrap();
        assert_eq!((seen.reference.as_str(), !seen.kept.is_empty()), ("A-1", sees), "{actor:?}");
    }
    assert_sound(engine);
}

#[test]
fn a_fault_may_end_the_import_after_the_lines_before_it() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let stopping = ImportOptions { stop_on_fault: true, first_line: Some(101), ..ImportOptions::default() };
    let jour = json!({"answers": {"objet": "Un tilleul", "jour": "2026-03-20"}});
    let lines =
        [line("A-1", jour.clone()), line("A-2", json!({})), line("A-3", jour), line("A-4", json!({}))];
    let report = import(engine, &lines, &stopping);
    // The store alone knew that the third line wants what the first has.
    assert_eq!((report.imported, report.refused, report.stopped, report.faults[0].line), (2, 1, true, 103));
    let report = import(engine, &[line("A-5", json!({"status": "x"})), line("A-6", json!({}))], &stopping);
    assert_eq!((report.imported, report.stopped, report.faults[0].line), (0, true, 101));
    assert_eq!(all(engine, &RequestQuery::default()).len(), 2);
    assert_sound(engine);
}

#[test]
fn an_open_request_has_what_its_scenario_claims() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let on = |reference: &str, day: &str, also: Value| {
        let mut line = line(reference, also);
        line["answers"]["jour"] = json!(day);
        line
    };
    let lines = [
        on("A-1", "2026-04-01", json!({})),
        on("A-2", "2026-04-01", json!({})),
        // Refused: it has nothing.
        on("A-3", "2026-04-01", json!({"status": "classee"})),
        // Over: two had the crane, and nobody can change that.
        on("A-4", "2025-10-01", json!({})),
        on("A-5", "2025-10-01", json!({})),
    ];
    let report = import(engine, &lines, &ImportOptions::default());
    assert_eq!((report.imported, report.refused, report.faults[0].line), (4, 1, 2));
    let error = &report.faults[0].error;
    assert_eq!((error.code(), error.path()), (ErrorCode::ClaimConflict, Some("/answers/jour")));
    let held = |reference| named(engine, reference).claims.len();
    assert_eq!(["A-1", "A-3", "A-4", "A-5"].map(held), [1, 0, 0, 0]);
    assert_sound(engine);
}

#[test]
fn delays_are_counted_from_the_takeover_or_from_the_arrival_or_not_at_all() {
    let status_in_ten_days = |timers, days| {
        let town_hall = town_hall();
        let line = line("A-1", json!({"status": "enquete", "entered_at": "2026-02-25"}));
        let options = ImportOptions { timers, ..ImportOptions::default() };
        taken(&town_hall, &line, &options);
        town_hall.clock.forward_days(days);
        town_hall.engine.run_due(&Budget::default()).unwrap();
        named(&town_hall.engine, "A-1").status.0
    };
    for (timers, days, status) in [
        (TimersFrom::FromImport, 9, "enquete"),
        (TimersFrom::FromImport, 11, "classee"),
        (TimersFrom::FromEntry, 4, "enquete"),
        (TimersFrom::FromEntry, 6, "classee"),
        (TimersFrom::None, 400, "enquete"),
    ] {
        assert_eq!(status_in_ten_days(timers, days), status, "{timers:?} {days}");
    }
    // Of what was closed, only what is still to come since then.
    let written = |timers, closed: &str| {
        let town_hall = town_hall();
        taken(
            &town_hall,
            &line("A-1", json!({"status": "acceptee", "entered_at": closed})),
            &ImportOptions { timers, ..ImportOptions::default() },
        );
        town_hall.clock.forward_days(30);
        town_hall.engine.run_due(&Budget::default()).unwrap();
        town_hall.letters.subjects().len()
    };
    assert_eq!(written(TimersFrom::FromEntry, "2026-02-27"), 1);
    assert_eq!(written(TimersFrom::FromEntry, "2026-01-27"), 0);
    assert_eq!(written(TimersFrom::FromImport, "2026-02-27"), 0);
}

#[test]
fn the_tasks_of_the_present_status_are_opened_when_they_are_wanted() {
    let town_hall = town_hall();
    let first = line("A-1", json!({"status": "a_traiter", "entered_at": null}));
    let with_tasks = ImportOptions { tasks: true, ..ImportOptions::default() };
    let view = taken(&town_hall, &first, &with_tasks);
    assert_eq!(view.tasks.len(), 1);
    assert_eq!(view.tasks[0].title, "Instruire Un tilleul");
    let closed = line("A-2", json!({"status": "acceptee"}));
    assert_eq!(taken(&town_hall, &closed, &with_tasks).tasks.len(), 0);
    town_hall.engine.act(&bruno(), view.id, "prendre", Input::none()).unwrap();
    assert_eq!(named(&town_hall.engine, "A-1").tasks.len(), 0);
    assert_sound(&town_hall.engine);
}

#[test]
fn a_hidden_status_stays_hidden() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let view = taken(
        &town_hall,
        &line("A-1", json!({"status": "enquete", "applicant_id": "camille"})),
        &ImportOptions::default(),
    );
    let theirs = engine.request(&camille(), view.id, FR).unwrap();
    assert_eq!((theirs.status, view.status), (Name("a_traiter".to_owned()), Name("enquete".to_owned())));
    engine.act(&bruno(), view.id, "revenir", Input::none()).unwrap();
    let history = engine.history(&camille(), view.id, FR).unwrap();
    let told: Vec<_> = history.iter().map(|entry| entry.text.as_str()).collect();
    assert_eq!(
        told,
        [
            "Demande 2026-000001 reprise de Ancien logiciel, où elle était A-1, du 01/09/2025 ; statut : À traiter"
        ]
    );
}

#[test]
fn files_that_the_scanner_has_not_seen_are_taken_over_and_scanned_later() {
    let town_hall = TownHall::with(catalogue(), grc::Host::scans_files);
    let file = json!([{"at": "/answers/plan", "name": "plan.pdf", "content_base64": base64("%PDF-1.7\n.")}]);
    let view = taken(&town_hall, &line("A-1", json!({"files": file})), &ImportOptions::default());
    let pending = town_hall.engine.pending_files(&Actor::System).unwrap();
    assert_eq!(pending.iter().map(|file| file.id).collect::<Vec<_>>(), [view.files[0].id]);
    assert_sound(&town_hall.engine);
}

#[test]
fn lines_are_read_as_editors_write_them() {
    let town_hall = town_hall();
    let written = format!(
        "\u{FEFF}{}\r\n\r\n  \nceci n'est pas du JSON\n{}",
        line("A-1", json!({})),
        line("A-2", json!({}))
    );
    let report = town_hall
        .engine
        .import(&Actor::System, "Ancien", &mut written.as_bytes(), &ImportOptions::default())
        .unwrap();
    assert_eq!((report.lines, report.imported, report.refused, report.next_line), (3, 2, 1, 6));
    assert_eq!((report.faults[0].line, report.faults[0].error.code()), (4, ErrorCode::InvalidJson));
}

#[test]
fn the_host_alone_takes_over_under_a_name() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let options = ImportOptions::default();
    for actor in [camille(), bruno(), Actor::agent("alice")] {
        assert_eq!(code(engine.import(&actor, "Ancien", &mut "".as_bytes(), &options)), ErrorCode::Forbidden);
    }
    let unnamed = engine.import(&Actor::System, " ", &mut "".as_bytes(), &options).unwrap_err();
    assert_eq!((unnamed.code(), unnamed.path()), (ErrorCode::InvalidInput, Some("/source")));
}

#[test]
fn the_example_of_a_takeover_is_right() {
    let host = host(&TestClock::at(MORNING), &Letterbox::default(), 1);
    let engine = Engine::open_with(":memory:", host).unwrap();
    let sources = grc::Sources::from_dir(crate::common::examples().join("catalogue")).unwrap();
    engine.publish(&Actor::System, &sources).unwrap();
    let lines = std::fs::read(crate::common::examples().join("requests/reprise.jsonl")).unwrap();
    let report =
        engine.import(&Actor::System, "Ancien", &mut lines.as_slice(), &ImportOptions::default()).unwrap();
    let faults: Vec<_> = report.faults.iter().map(|fault| told(&fault.error)).collect();
    assert_eq!((report.imported, faults), (3, Vec::new()));
    assert_eq!(named(&engine, "SAL-2026-009").claims.len(), 1);
}

#[test]
fn five_thousand_lines_are_one_import() {
    let host = host(&TestClock::at(MORNING), &Letterbox::default(), 1);
    let engine = Engine::open_with(":memory:", host).unwrap();
    engine.publish(&Actor::System, &grc::Sources::from_value(catalogue())).unwrap();
    let mut lines = String::new();
    for number in 0..5000 {
        let also = if number % 500 == 7 { json!({"status": "x"}) } else { json!({"status": "acceptee"}) };
        writeln!(lines, "{}", line(&format!("A-{number}"), also)).unwrap();
    }
    let report =
        engine.import(&Actor::System, "Ancien", &mut lines.as_bytes(), &ImportOptions::default()).unwrap();
    assert_eq!((report.lines, report.imported, report.refused), (5000, 4990, 10));
    assert_eq!(engine.heads(&Actor::System).unwrap().len(), 4990);
}

#[test]
fn a_request_hidden_from_its_former_name_is_seen() {
    let town_hall = town_hall();
    import(&town_hall.engine, &[line("A-1", json!({})), line("A-2", json!({}))], &ImportOptions::default());
    let town_hall = town_hall.tamper(|connection| {
        connection.execute("UPDATE taken_over SET reference = 'A-9' WHERE reference = 'A-1'", []).unwrap();
    });
    let verified = town_hall.engine.verify(&Actor::System, &[]).unwrap();
    assert_eq!(verified.broken.len(), 1);
    let town_hall = town_hall.tamper(|connection| {
        connection
            .execute("INSERT INTO taken_over SELECT 'Autre', 'A-9', request FROM taken_over LIMIT 1", [])
            .unwrap();
    });
    assert!(!town_hall.engine.verify(&Actor::System, &[]).unwrap().totals_agree);
}

const CHILD: &str = "GRC_TEST_IMPORT";
const MANY: usize = 3000;

fn many() -> Vec<Value> {
    let file = json!([{"name": "courrier.txt", "content_base64": base64("Monsieur le maire")}]);
    (0..MANY)
        .map(|number| {
            let files = if number % 50 == 3 { file.clone() } else { json!([]) };
            line(&format!("A-{number}"), json!({"files": files}))
        })
        .collect()
}

#[test]
#[ignore = "run by an_import_that_is_killed_is_begun_again, in a process of its own"]
fn a_child_takes_over() {
    let Some(path) = std::env::var_os(CHILD) else { return };
    let host = host(&TestClock::at(MORNING), &Letterbox::default(), u64::from(std::process::id()));
    let engine = Engine::open_with(PathBuf::from(path), host).unwrap();
    import(&engine, &many(), &ImportOptions::default());
}

#[test]
fn an_import_that_is_killed_is_begun_again_and_takes_each_over_once() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let count = || engine.counts(&Actor::System).unwrap().iter().map(|count| count.requests).sum::<u64>();
    let mut stops = Vec::new();
    for kill in 1..=3 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "import::a_child_takes_over", "--ignored", "--test-threads=1"])
            .env(CHILD, town_hall.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while count() < kill * 400 && child.try_wait().unwrap().is_none() {
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        stops.push(count());
    }
    assert!(stops[0] >= 400 && stops[0] < MANY as u64, "the process was not killed halfway: {stops:?}");
    let report = import(engine, &many(), &ImportOptions::default());
    let before = *stops.last().unwrap();
    assert_eq!((report.skipped, report.imported), (before, MANY as u64 - before));
    for number in 0..MANY {
        let view = named(engine, &format!("A-{number}"));
        assert_eq!(view.files.len(), usize::from(number % 50 == 3), "A-{number}");
    }
    assert_eq!(count(), MANY as u64);
    assert_sound(engine);
}
