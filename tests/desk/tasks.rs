//! Tasks, as agents and time deal with them.

use crate::common::{FR, TownHall, agent, code, town, values};
use grc::definition::{Id, TaskKind};
use grc::engine::{Attachment, TaskView};
use grc::request::{RequestId, Role, TaskId};
use grc::workflow::{Consultation, NewTask};
use grc::{Actor, Budget, ErrorCode, Input, Instant};
use serde_json::{Value, json};

/// Two services give their opinion; a third task goes by load and is watched.
fn circuit(transitions: Value) -> Value {
    json!({
        "id": "instruction",
        "data": {"fields": [{"id": "avis", "type": "text", "label": "Avis"}]},
        "initial": "consultee",
        "statuses": {
            "consultee": {"label": "Consultée", "state": "new",
                "tasks": [
                    {"id": "avis_voirie", "title": "Avis de la voirie", "kind": "opinion", "service": "voirie",
                        "due": {"date": "=request.received_on + days(10)"}, "on_done": [{"set": {"avis": "=input.opinion"}}]},
                    {"id": "avis_urbanisme", "title": "Avis de l'urbanisme", "kind": "opinion",
                        "agent": {"least_loaded": true}, "due": "P3D",
                        "overdue": [{"assign": {"agent": "alice"}}, {"open_task": {"id": "relance", "title": "Voir le retard"}}]}],
                "transitions": transitions},
            "rendue": {"label": "Rendue", "state": "in_progress", "transitions": [
                {"id": "finir", "to": "finie", "by": ["agent"]}]},
            "finie": {"label": "Finie", "state": "done", "outcome": "granted"}
        }
    })
}

fn open(transitions: Value) -> TownHall {
    let mut catalogue = town::catalogue();
    catalogue["workflows"][0] = circuit(transitions);
    TownHall::with(catalogue, |host| host)
}

fn both() -> Value {
    json!([{"id": "rendus", "to": "rendue", "on": "tasks:done"}])
}

fn file(town_hall: &TownHall) -> RequestId {
    town_hall.file(&Actor::applicant("camille")).id
}

fn alice() -> Actor {
    Actor::agent("alice")
}

fn bruno() -> Actor {
    Actor::agent("bruno")
}

fn david() -> Actor {
    Actor::agent("david")
}

fn task(town_hall: &TownHall, request: RequestId, title: &str) -> TaskView {
    let tasks = town_hall.seen(request).tasks;
    tasks.into_iter().find(|task| task.title == title).unwrap_or_else(|| panic!("no open task {title}"))
}

fn opinion(opinion: &str) -> Input {
    Input::values(values(json!({"opinion": opinion, "answer": "Le trottoir est étroit"})))
}

#[test]
fn two_opinions_are_awaited() {
    let town_hall = open(both());
    let id = file(&town_hall);
    let voirie = task(&town_hall, id, "Avis de la voirie");
    let seen = town_hall.engine.request(&david(), id, FR).unwrap();
    assert_eq!((voirie.kind, voirie.due), (TaskKind::Opinion, Instant::parse("2026-03-12T22:59:59.999Z")));
    let own: Vec<_> = seen
        .tasks
        .iter()
        .map(|task| (task.available, task.form["properties"]["opinion"].is_object()))
        .collect();
    assert_eq!(own, [(true, true), (false, false)], "the form is for those who may fill it");
    let acted = town_hall.engine.complete_task(&david(), voirie.id, opinion("reserved")).unwrap();
    assert_eq!(acted.status.as_str(), "consultee");
    let urbanisme = task(&town_hall, id, "Avis de l'urbanisme");
    let acted = town_hall.engine.complete_task(&alice(), urbanisme.id, opinion("favourable")).unwrap();
    assert_eq!(acted.status.as_str(), "rendue");
    let view = town_hall.engine.request(&bruno(), id, FR).unwrap();
    assert_eq!(view.data["avis"], "reserved");
    let ended = &view.ended_tasks[0];
    assert_eq!(
        (ended.done, ended.agent.as_deref(), &ended.answers["opinion"]),
        (true, Some("david"), &json!("reserved"))
    );
    let told: Vec<_> =
        town_hall.engine.history(&bruno(), id, FR).unwrap().into_iter().map(|line| line.text).collect();
    assert!(told.contains(&"Avis (Voirie) : réservé ; Le trottoir est étroit".to_owned()), "{told:?}");
    let applicant = town_hall.engine.request(&Actor::applicant("camille"), id, FR).unwrap();
    assert!(applicant.tasks.is_empty() && applicant.ended_tasks.is_empty());
}

#[test]
fn the_first_opinion_moves_the_request() {
    let town_hall = open(json!([{"id": "premier", "to": "rendue", "on": "tasks:any"}]));
    let id = file(&town_hall);
    let voirie = task(&town_hall, id, "Avis de la voirie");
    let acted = town_hall.engine.complete_task(&david(), voirie.id, opinion("none")).unwrap();
    assert_eq!(acted.status.as_str(), "rendue");
    let view = town_hall.seen(id);
    assert!(view.tasks.is_empty());
    assert_eq!(view.ended_tasks.iter().map(|task| task.done).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn a_late_task_escalates_once_whoever_looks() {
    let town_hall = open(both());
    let id = file(&town_hall);
    assert!(!task(&town_hall, id, "Avis de l'urbanisme").overdue);
    let tasks_only = Budget { kinds: vec![grc::engine::DueKind::Tasks], ..Budget::default() };
    let report = town_hall.engine.run_due(&tasks_only).unwrap();
    assert_eq!((report.tasks, report.next.is_some()), (0, true));
    town_hall.clock.set("2026-03-05T08:00:00.001Z");
    let second = town_hall.second();
    let reports = std::thread::scope(|scope| {
        let runs = [&town_hall.engine, &second]
            .map(|engine| scope.spawn(|| engine.run_due(&tasks_only).unwrap().tasks));
        runs.map(|run| run.join().unwrap())
    });
    assert_eq!(reports.iter().sum::<usize>(), 1, "{reports:?}");
    let view = town_hall.seen(id);
    assert_eq!(view.agent.as_deref(), Some("alice"));
    assert!(task(&town_hall, id, "Avis de l'urbanisme").overdue);
    task(&town_hall, id, "Voir le retard");
    assert_eq!(town_hall.engine.run_due(&tasks_only).unwrap().tasks, 0);
    let told = town_hall.engine.history(&bruno(), id, FR).unwrap();
    assert!(told.iter().any(|line| line.text == "Tâche « Avis de l'urbanisme » en retard"));
    assert!(town_hall.engine.verify(&Actor::System, &[]).unwrap().is_whole());
}

#[test]
fn a_task_goes_to_the_agent_with_the_fewest() {
    let town_hall = open(both());
    let fabien = agent("fabien", "urbanisme", Role::Agent);
    town_hall.engine.put_agent(&Actor::System, &fabien).unwrap();
    let given: Vec<_> =
        (0..4).map(|_| task(&town_hall, file(&town_hall), "Avis de l'urbanisme").agent.unwrap()).collect();
    // Each has one more than before; Chloé only reads, Élise has left.
    assert_eq!(given, ["alice", "bruno", "fabien", "alice"]);
}

#[test]
fn of_two_agents_who_take_a_task_one_has_it() {
    let town_hall = open(both());
    let id = file(&town_hall);
    let kevin = agent("kevin", "voirie", Role::Agent);
    town_hall.engine.put_agent(&Actor::System, &kevin).unwrap();
    let voirie = task(&town_hall, id, "Avis de la voirie").id;
    let second = town_hall.second();
    let outcomes = std::thread::scope(|scope| {
        let david = scope.spawn(|| town_hall.engine.take_task(&david(), voirie, Input::none()));
        let kevin = scope.spawn(|| second.take_task(&Actor::agent("kevin"), voirie, Input::none()));
        [david, kevin].map(|run| run.join().unwrap().map(drop).map_err(|error| error.code()))
    });
    let refused = outcomes.iter().filter(|outcome| **outcome == Err(ErrorCode::TaskNotAvailable)).count();
    assert_eq!((outcomes.iter().filter(|outcome| outcome.is_ok()).count(), refused), (1, 1), "{outcomes:?}");
    let has = task(&town_hall, id, "Avis de la voirie").agent.unwrap();
    assert_eq!(has == "david", outcomes[0].is_ok());
}

#[test]
fn a_task_is_transferred_with_its_reason() {
    let town_hall = open(both());
    let (engine, id) = (&town_hall.engine, file(&town_hall));
    let voirie = task(&town_hall, id, "Avis de la voirie").id;
    let hand = |actor: &Actor, service: Option<&str>, agent: Option<&str>| {
        let service = service.map(|service| Id(service.to_owned()));
        engine.transfer_task(actor, voirie, service, agent.map(str::to_owned), "Pas chez nous", Input::none())
    };
    assert_eq!(code(hand(&bruno(), Some("urbanisme"), None)), ErrorCode::Forbidden);
    assert_eq!(code(hand(&david(), Some("urbanisme"), None)), ErrorCode::Forbidden, "he has not taken it");
    engine.take_task(&david(), voirie, Input::none()).unwrap();
    assert_eq!(code(hand(&david(), None, Some("bruno"))), ErrorCode::AgentOfAnotherService);
    assert_eq!(code(hand(&david(), Some("urbanisme"), Some("elise"))), ErrorCode::NotFound, "she has left");
    hand(&david(), Some("urbanisme"), Some("bruno")).unwrap();
    assert_eq!(
        code(hand(&david(), Some("voirie"), None)),
        ErrorCode::NotFound,
        "the request is no longer his"
    );
    let told = engine.history(&bruno(), id, FR).unwrap();
    let line = told.iter().find(|line| line.kind == "task_transferred").unwrap();
    assert_eq!(line.text, "Tâche « Avis de la voirie » transmise à Nom de bruno (Urbanisme) : Pas chez nous");
    engine.complete_task(&bruno(), voirie, opinion("none")).unwrap();
    let late = engine.complete_task(&bruno(), voirie, opinion("none")).unwrap_err();
    assert_eq!(
        (late.code(), &late.details().unwrap()["reason"]),
        (ErrorCode::TaskNotAvailable, &json!("ended"))
    );
}

#[test]
fn another_service_is_consulted_with_a_file_and_answers_with_one() {
    let town_hall = open(both());
    let (engine, id) = (&town_hall.engine, file(&town_hall));
    for task in town_hall.seen(id).tasks.into_iter().filter(|task| task.service.as_str() == "voirie") {
        let reason = "À nous";
        engine
            .transfer_task(&Actor::System, task.id, Some(Id("urbanisme".into())), None, reason, Input::none())
            .unwrap();
    }
    assert_eq!(code(engine.request(&david(), id, FR)), ErrorCode::NotFound);
    let attach = |actor: &Actor| {
        let attachment = Attachment { name: "plan.pdf", content: &mut "%PDF-1.7\nplan".as_bytes() };
        engine.attach(actor, attachment).unwrap().id
    };
    let ask = |actor: &Actor, due: &str| {
        let service = Id("voirie".into());
        let question = "Le tilleul gêne-t-il ?".to_owned();
        let consultation =
            Consultation { service, question, attachment: Some(attach(actor)), due: Instant::parse(due) };
        engine.consult(actor, id, &consultation, Input::none())
    };
    assert_eq!(code(ask(&bruno(), "2026-03-01T08:00:00Z")), ErrorCode::DueInPast);
    assert_eq!(code(ask(&Actor::agent("chloe"), "2026-03-09T08:00:00Z")), ErrorCode::Forbidden);
    ask(&bruno(), "2026-03-09T08:00:00Z").unwrap();
    let asked = task(&town_hall, id, "Avis demandé : Le tilleul gêne-t-il ?");
    let question = asked.question.unwrap();
    assert_eq!(
        (question.asked_by.as_deref(), question.text.as_str()),
        (Some("bruno"), "Le tilleul gêne-t-il ?")
    );
    let seen = engine.request(&david(), id, FR).unwrap();
    assert!(seen.files.iter().any(|file| file.id == question.files[0]));
    let answer = json!({"opinion": "favourable", "answer": "Non", "attachment": attach(&david())});
    engine.complete_task(&david(), asked.id, Input::values(values(answer))).unwrap();
    let view = engine.request(&bruno(), id, FR).unwrap();
    let ended = view.ended_tasks.last().unwrap();
    assert_eq!((&ended.answers["opinion"], &ended.answers["answer"]), (&json!("favourable"), &json!("Non")));
    assert_eq!(view.files.len(), 2);
    assert!(engine.request(&Actor::applicant("camille"), id, FR).unwrap().files.is_empty());
    assert!(engine.verify(&Actor::System, &[]).unwrap().is_whole());
}

#[test]
fn tasks_are_opened_by_hand_dated_and_recalled() {
    let town_hall = open(both());
    let (engine, id) = (&town_hall.engine, file(&town_hall));
    let wanted =
        NewTask { title: "Appeler Camille".into(), agent: Some("bruno".into()), ..NewTask::default() };
    engine.open_task(&alice(), id, &wanted, Input::none().once("appel")).unwrap();
    engine.open_task(&alice(), id, &wanted, Input::none().once("appel")).unwrap();
    let opened: Vec<TaskId> = town_hall
        .seen(id)
        .tasks
        .iter()
        .filter(|task| task.title == "Appeler Camille")
        .map(|task| task.id)
        .collect();
    assert_eq!(opened.len(), 1);
    let other = NewTask { title: "Autre".into(), ..wanted.clone() };
    assert_eq!(
        code(engine.open_task(&alice(), id, &other, Input::none().once("appel"))),
        ErrorCode::IdempotencyMismatch
    );
    let stranger = NewTask { agent: Some("david".into()), ..wanted };
    assert_eq!(
        code(engine.open_task(&alice(), id, &stranger, Input::none())),
        ErrorCode::AgentOfAnotherService
    );

    let call = opened[0];
    assert_eq!(
        code(engine.set_task_due(&bruno(), call, Instant::parse("2026-03-02T07:00:00Z"), Input::none())),
        ErrorCode::DueInPast
    );
    engine.set_task_due(&bruno(), call, Instant::parse("2026-03-03T17:00:00Z"), Input::none()).unwrap();
    assert_eq!(code(engine.remind_task(&Actor::agent("chloe"), call, Input::none())), ErrorCode::Forbidden);
    engine.remind_task(&alice(), call, Input::none()).unwrap();
    town_hall.clock.forward_days(3);
    engine.remind_task(&alice(), call, Input::none()).unwrap();
    engine.run_due(&Budget::default()).unwrap();
    let sent = town_hall.letters.sent.lock().unwrap();
    let recalls: Vec<_> = sent
        .iter()
        .map(|(_, message)| message)
        .filter(|message| message.subject.starts_with("Rappel"))
        .collect();
    assert_eq!(recalls.len(), 2);
    assert_eq!(recalls[0].to, ["bruno@mairie.exemple.fr"]);
    assert!(recalls[0].body.contains("attendue pour le 03/03/2026"), "{}", recalls[0].body);
    assert!(recalls[1].body.contains("En retard"), "{}", recalls[1].body);
    drop(sent);

    engine.comment_on_task(&bruno(), id, call, "Pas de réponse", false, Input::none()).unwrap();
    engine.release_task(&bruno(), call, Input::none()).unwrap();
    assert_eq!(task(&town_hall, id, "Appeler Camille").agent, None);
    assert_eq!(code(engine.release_task(&bruno(), call, Input::none())), ErrorCode::Forbidden);
    let revision = town_hall.seen(id).revision;
    assert_eq!(
        code(engine.complete_task(&bruno(), call, Input::none().at_revision(revision - 1))),
        ErrorCode::StaleRevision
    );
    engine.complete_task(&bruno(), call, Input::none().at_revision(revision)).unwrap();
    let kinds: Vec<_> = engine.history(&bruno(), id, FR).unwrap().into_iter().map(|line| line.kind).collect();
    for kind in ["task_opened", "task_due_set", "task_reminded", "commented", "task_assigned", "task_ended"] {
        assert!(kinds.iter().any(|known| known == kind), "{kind}: {kinds:?}");
    }
}

#[test]
fn a_request_closed_leaves_no_task() {
    let town_hall = open(json!([{"id": "clore", "to": "finie", "by": ["manager"]}]));
    let (engine, id) = (&town_hall.engine, file(&town_hall));
    let wanted = NewTask { title: "Appeler Camille".into(), ..NewTask::default() };
    engine.open_task(&alice(), id, &wanted, Input::none()).unwrap();
    engine.act(&alice(), id, "clore", Input::none()).unwrap();
    assert!(town_hall.seen(id).tasks.is_empty());
    assert!(town_hall.seen(id).ended_tasks.iter().all(|task| !task.done), "nobody gave the opinions");
    assert_eq!(code(engine.open_task(&alice(), id, &wanted, Input::none())), ErrorCode::RequestClosed);
    town_hall.clock.forward_days(30);
    assert_eq!(engine.run_due(&Budget::default()).unwrap().tasks, 0, "nothing is late any more");
}
