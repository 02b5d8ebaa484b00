//! What a request takes: files of the right type and size, of who gives them, scanned, of one request only.

use grc::engine::Part;
use grc::request::Verdict;
use grc::routing::Visitor;

use super::*;

const ABSENT: &str = "019cad70-0000-7000-8000-000000000000";

#[test]
fn a_request_keeps_its_files_and_shows_them() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let (plan, photo) = (plan(engine), attach(engine, &camille(), "arbre.png", PNG).unwrap().id);
    let receipt = file_with(engine, json!({"plan": plan, "photos": [{"photo": photo}]}));
    assert_eq!(names(engine, &camille(), receipt.id), ["plan.pdf", "arbre.png"]);
    let seen = engine.request(&bruno(), receipt.id, Language::French).unwrap();
    assert_eq!(seen.files[0].media_type, "application/pdf");
    assert_eq!(seen.files[0].expires_at, None);
    assert_eq!(seen.answers["plan"], json!(plan));
    assert_eq!(engine.verify(&Actor::System, &[]).unwrap().broken, []);
}

#[test]
fn what_the_content_is_counts_not_what_the_name_says() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let disguised = attach(engine, &camille(), "plan.pdf", PROGRAM).unwrap();
    assert_eq!(disguised.media_type, "application/vnd.microsoft.portable-executable");
    assert_eq!(refused(engine, &camille(), json!({"plan": disguised.id})), told("/plan", "field.file_type"));
    // Negative control: the same name on a PDF.
    file_with(engine, json!({"plan": plan(engine)}));
    // A field that accepts anything takes it, under its real type.
    file_with(engine, json!({"libre": disguised.id}));
}

#[test]
fn every_fault_of_a_file_is_told_at_its_place_by_validation_as_by_submission() {
    let town_hall = town_hall_with(|host| host.most_request_bytes(2_000_000));
    let engine = &town_hall.engine;
    let large = [PDF, &vec![b'x'; 1_048_576]].concat();
    let large = attach(engine, &camille(), "gros.pdf", &large).unwrap().id;
    let pdf = plan(engine);
    let theirs = attach(engine, &hugo(), "a.pdf", PDF).unwrap().id;
    let wrong = json!({"objet": null, "plan": large, "libre": theirs,
        "photos": [{"photo": pdf}, {"photo": ABSENT}]});
    let expected: Vec<(String, String)> = [
        ("/objet", "field.required"),
        ("/plan", "field.file_too_large"),
        ("/libre", "field.unknown_file"),
        ("/photos/0/photo", "field.file_type"),
        ("/photos/1/photo", "field.unknown_file"),
    ]
    .map(|(path, code)| (path.to_owned(), code.to_owned()))
    .into();
    assert_eq!(refused(engine, &camille(), wrong.clone()), expected);
    let report = engine
        .validate("elagage", "en-ligne", &Visitor::of(&camille()), &asking(wrong).answers, &Part::whole())
        .unwrap();
    let found: Vec<_> =
        report.faults.iter().map(|fault| (fault.path.clone(), fault.code.to_owned())).collect();
    assert_eq!(found, expected);
    assert_eq!(
        report.faults[1].message(Language::French),
        "« Plan » : le fichier est trop gros ; la taille maximale est 1 Mio"
    );
    assert_eq!(
        report.faults[3].message(Language::English),
        "“Photos”, answer 1, “Photo”: the content of this file is not of an accepted type; accepted types: png"
    );
    let two = attach(engine, &camille(), "b.pdf", &[PDF, &vec![b'y'; 1_000_000]].concat()).unwrap().id;
    let together = json!({"libre": large, "plan": two});
    assert_eq!(refused(engine, &camille(), together), told("", "answer.files_too_large"));
    file_with(engine, json!({"libre": two, "plan": two}));
}

#[test]
fn a_file_is_given_by_who_attached_it_by_an_agent_or_by_the_host() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let file = plan(engine);
    for stranger in [hugo(), Actor::applicant(""), Actor::applicant("Camille")] {
        assert_eq!(
            refused(engine, &stranger, json!({"plan": file})),
            told("/plan", "field.unknown_file"),
            "{stranger:?}"
        );
    }
    engine.submit(&bruno(), asking(json!({"plan": file}))).unwrap();
    let another = plan(engine);
    engine.submit(&Actor::System, asking(json!({"plan": another}))).unwrap();
    // Whoever files under another kind of name is another.
    let agents = attach(engine, &bruno(), "a.pdf", PDF).unwrap().id;
    let named_alike = Actor::applicant("bruno");
    assert_eq!(refused(engine, &named_alike, json!({"plan": agents})), told("/plan", "field.unknown_file"));
}

#[test]
fn a_file_belongs_to_one_request() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let file = plan(engine);
    let first = file_with(engine, json!({"plan": file}));
    for actor in [camille(), bruno(), Actor::System] {
        assert_eq!(
            refused(engine, &actor, json!({"plan": file})),
            told("/plan", "field.unknown_file"),
            "{actor:?}"
        );
    }
    // With the request that it belongs to, it may be given again.
    engine.act(&bruno(), first.id, "prendre", Input::none()).unwrap();
    let again = Input::values(values(json!({"pieces": "Un plan", "annexe": file})));
    engine.act(&bruno(), first.id, "attendre", again).unwrap();
    assert_eq!(names(engine, &camille(), first.id), ["plan.pdf"]);
    assert_eq!(engine.verify(&Actor::System, &[]).unwrap().broken, []);
}

#[test]
fn two_requests_at_once_do_not_share_a_file() {
    let town_hall = town_hall();
    let file = plan(&town_hall.engine);
    let outcomes: Vec<bool> = std::thread::scope(|scope| {
        let filing: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| town_hall.engine.submit(&camille(), asking(json!({"plan": file}))).is_ok())
            })
            .collect();
        filing.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(outcomes.iter().filter(|filed| **filed).count(), 1);
}

#[test]
fn a_submission_asked_twice_with_its_key_is_answered_twice() {
    let town_hall = town_hall();
    let submission = Submission {
        idempotency_key: Some("a".to_owned()),
        ..asking(json!({"plan": plan(&town_hall.engine)}))
    };
    let first = town_hall.engine.submit(&camille(), submission.clone()).unwrap();
    assert_eq!(town_hall.engine.submit(&camille(), submission).unwrap(), first);
}

#[test]
fn a_file_waits_for_the_scanner_and_an_infected_one_goes_nowhere() {
    let town_hall = town_hall_with(Host::scans_files);
    let engine = &town_hall.engine;
    let file = plan(engine);
    assert_eq!(refused(engine, &camille(), json!({"plan": file})), told("/plan", "field.file_pending"));
    let waiting = |engine: &Engine| -> Vec<FileId> {
        engine.pending_files(&Actor::System).unwrap().iter().map(|file| file.id).collect()
    };
    assert_eq!(waiting(engine), [file]);
    for actor in [camille(), bruno()] {
        assert_eq!(code(engine.scanned(&actor, file, Verdict::Clean)), ErrorCode::Forbidden);
        assert_eq!(code(engine.pending_files(&actor)), ErrorCode::Forbidden);
    }
    for none in [Verdict::Pending, Verdict::Unscanned] {
        assert_eq!(code(engine.scanned(&Actor::System, file, none)), ErrorCode::InvalidInput);
    }
    engine.scanned(&Actor::System, file, Verdict::Infected).unwrap();
    assert_eq!(waiting(engine), []);
    assert_eq!(refused(engine, &camille(), json!({"plan": file})), told("/plan", "field.file_infected"));
    assert_eq!(code(engine.read_file(&camille(), file, 0, 10)), ErrorCode::FileInfected);
    assert_eq!(engine.read_file(&Actor::System, file, 0, 4).unwrap(), b"%PDF");
    engine.scanned(&Actor::System, file, Verdict::Clean).unwrap();
    let request = file_with(engine, json!({"plan": file})).id;
    // A scanner that learns better later takes the file from its readers.
    engine.scanned(&Actor::System, file, Verdict::Infected).unwrap();
    assert_eq!(code(engine.read_file(&bruno(), file, 0, 10)), ErrorCode::FileInfected);
    assert_eq!(
        engine.request(&bruno(), request, Language::French).unwrap().files[0].verdict,
        Verdict::Infected
    );
    assert_eq!(engine.verify(&Actor::System, &[]).unwrap().broken, []);
}

#[test]
fn a_file_of_a_hidden_field_is_not_the_requests() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let file = plan(engine);
    let receipt = file_with(engine, json!({"cachee": file}));
    assert_eq!(receipt.dropped, ["/cachee"]);
    assert_eq!(names(engine, &bruno(), receipt.id), [""; 0]);
    file_with(engine, json!({"plan": file}));
}

#[test]
fn a_transition_takes_files_by_the_same_rules() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let request = file_with(engine, json!({})).id;
    engine.act(&bruno(), request, "prendre", Input::none()).unwrap();
    let pieces = Input::values(values(json!({"pieces": "Un plan"})));
    engine.act(&bruno(), request, "attendre", pieces).unwrap();
    let give = |file: FileId| {
        engine.act(&camille(), request, "completer", Input::values(values(json!({"piece": file}))))
    };
    let theirs = attach(engine, &hugo(), "a.pdf", PDF).unwrap().id;
    assert_eq!(faults(give(theirs).unwrap_err()), told("/piece", "field.unknown_file"));
    give(plan(engine)).unwrap();
    for actor in [camille(), bruno()] {
        assert_eq!(names(engine, &actor, request), ["plan.pdf"], "{actor:?}");
    }
    assert_eq!(engine.verify(&Actor::System, &[]).unwrap().broken, []);
}
