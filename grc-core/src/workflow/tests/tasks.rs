//! Whose tasks are, what they ask, what follows from their end and from their date.

use super::*;
use crate::definition::{Language, TaskKind};
use crate::request::{EventContent, TaskId};
use crate::workflow::{Access, Consultation, NewTask, access};

/// A circuit that begins with two opinions and a task by load.
fn opinions(transitions: Json) -> Json {
    json!({
        "id": "avis",
        "data": {"fields": [{"id": "note", "type": "text", "label": "Note"}]},
        "initial": "consultee",
        "statuses": {
            "consultee": {"label": "Consultée", "state": "in_progress",
                "tasks": [
                    {"id": "avis_finances", "title": "Avis des finances", "kind": "opinion", "service": "finances",
                        "on_done": [{"set": {"note": "=input.opinion"}}]},
                    {"id": "avis_accueil", "title": "Avis de l'accueil", "kind": "opinion"}],
                "transitions": transitions},
            "rendue": {"label": "Rendue", "state": "in_progress",
                "transitions": [{"id": "finir", "to": "fin", "by": ["agent"]}]},
            "fin": {"label": "Fin", "state": "done", "outcome": "granted"}
        }
    })
}

fn with_tasks(tasks: Json) -> Json {
    let mut circuit = full_circuit();
    circuit["statuses"]["recue"]["tasks"] = tasks;
    circuit
}

fn opinion(task: TaskId, opinion: &str) -> Command {
    Command::Task(task, TaskCommand::Complete(object(json!({"opinion": opinion, "answer": "Vu le dossier"}))))
}

fn lea() -> Actor {
    Actor::agent("lea")
}

fn marc() -> Actor {
    Actor::agent("marc")
}

fn nora() -> Actor {
    Actor::agent("nora")
}

#[test]
fn a_request_waits_for_all_its_opinions() {
    let process = process(opinions(json!([{"id": "rendus", "to": "rendue", "on": "tasks:done"}])), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50}));
    let (finances, accueil) = (task(&request, "avis_finances"), task(&request, "avis_accueil"));
    assert_eq!(desk.code(&request, &nora(), complete(finances)), "invalid_answers", "an opinion is told");
    let request = desk.after(&request, &nora(), opinion(finances, "reserved"));
    assert_eq!((request.status.as_str(), &request.data["note"]), ("consultee", &json!("reserved")));
    let ended = request.tasks[0].ended.clone().unwrap();
    assert_eq!(
        (ended.agent.as_deref(), ended.done, &ended.input["answer"]),
        (Some("nora"), true, &json!("Vu le dossier"))
    );
    let request = desk.after(&request, &lea(), opinion(accueil, "favourable"));
    assert_eq!(request.status.as_str(), "rendue");
}

#[test]
fn the_first_opinion_moves_the_request_and_the_others_lose_their_object() {
    let transitions = json!([
        {"id": "contre", "to": "rendue", "on": "tasks:any", "when": "data.note == 'unfavourable'"},
        {"id": "rendus", "to": "rendue", "on": "tasks:done"}]);
    let process = process(opinions(transitions), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50}));
    let finances = task(&request, "avis_finances");
    let waits = desk.after(&request, &nora(), opinion(finances, "favourable"));
    assert_eq!(waits.status.as_str(), "consultee", "its condition does not hold");
    let moved = desk.after(&request, &nora(), opinion(finances, "unfavourable"));
    assert_eq!(moved.status.as_str(), "rendue");
    assert!(!moved.tasks[1].ended.as_ref().unwrap().done);
}

#[test]
fn whoever_moves_a_request_has_not_filled_in_the_form_of_its_task() {
    let process = process(
        with_tasks(json!([
            {"id": "lire", "title": "Lire"},
            {"id": "mesurer", "title": "Mesurer", "form": {"fields": [
                {"id": "surface", "type": "integer", "label": "Surface", "required": true}]},
                "on_done": [{"set": {"note": "=text(input.surface)"}}]}])),
        json!([]),
    );
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50}));
    let moved = desk.after(&request, &lea(), perform("prendre", json!({})));
    let done: Vec<bool> = moved.tasks[..2].iter().map(|task| task.ended.as_ref().unwrap().done).collect();
    assert_eq!(done, [true, false]);

    let measure = |values| Command::Task(task(&request, "mesurer"), TaskCommand::Complete(object(values)));
    assert_eq!(desk.code(&request, &lea(), measure(json!({}))), "invalid_answers");
    assert_eq!(desk.code(&request, &lea(), measure(json!({"surface": "x"}))), "invalid_answers");
    let measured = desk.after(&request, &lea(), measure(json!({"surface": 12})));
    assert_eq!(measured.data["note"], "12");
    let read = Command::Task(task(&request, "lire"), TaskCommand::Complete(object(json!({"surface": 12}))));
    assert_eq!(desk.code(&request, &lea(), read), "invalid_answers", "it asks nothing");
}

#[test]
fn a_task_goes_to_the_agent_who_has_the_least_to_do() {
    let by_load = |id: &str| json!({"id": id, "title": "Lire", "agent": {"least_loaded": true}});
    let process = process(with_tasks(json!([by_load("une"), by_load("deux"), by_load("trois")])), json!([]));
    let desk = Desk::new(&process);
    *desk.loads.borrow_mut() = vec![("lea", 4), ("marc", 3)];
    let request = desk.submit(json!({"montant": 50}));
    let agents: Vec<_> = request.tasks.iter().map(|task| task.agent.as_deref().unwrap()).collect();
    // 3 against 4, then 4 against 4: the first by id, then 4 against 5.
    assert_eq!(agents, ["marc", "lea", "marc"]);

    let nobody = json!([{"id": "une", "title": "Lire", "service": "vide", "agent": {"least_loaded": true}}]);
    let mut catalogue = catalogue(with_tasks(nobody), json!([]));
    catalogue["services"].as_array_mut().unwrap().push(json!({"id": "vide", "title": "Vide"}));
    let (process, _) = compile(&catalogue);
    let process = process.unwrap();
    assert_eq!(Desk::new(&process).submit(json!({"montant": 50})).tasks[0].agent, None);
}

#[test]
fn a_due_day_lasts_until_its_end() {
    let due = json!([{"id": "lire", "title": "Lire", "due": {"date": "=request.received_on + days(2)"}},
                     {"id": "relire", "title": "Relire", "due": {"date": "=none"}}]);
    let process = process(with_tasks(due), json!([]));
    let request = Desk::new(&process).submit(json!({"montant": 50}));
    assert_eq!(request.tasks[0].due, Instant::parse("2026-03-04T22:59:59.999Z"));
    assert_eq!(request.tasks[1].due, None);
}

fn overdue(task: &crate::request::Task) -> Command {
    Command::Task(task.id, TaskCommand::Overdue(task.due.unwrap()))
}

fn escalating() -> Process {
    process(
        with_tasks(json!([{"id": "lire", "title": "Lire", "due": "P2D",
            "overdue": [{"assign": {"agent": "marc"}}, {"open_task": {"id": "escalade", "title": "Voir le retard"}}]}])),
        json!([]),
    )
}

#[test]
fn a_late_task_escalates_once() {
    let process = escalating();
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50}));
    let late = request.tasks[0].clone();
    assert_eq!(late.watched_until(), late.due);
    let early = desk.decide(&request, &Actor::System, overdue(&late)).unwrap();
    assert!(early.events.is_empty(), "it is not late yet");
    desk.now.set(late.due.unwrap());
    let decision = desk.decide(&request, &Actor::System, overdue(&late)).unwrap();
    assert_eq!(types(&decision), ["task_overdue", "assigned", "task_opened"]);
    let request = decision.request;
    assert_eq!((request.agent.as_deref(), request.tasks[0].watched_until()), (Some("marc"), None));
    assert!(desk.decide(&request, &Actor::System, overdue(&late)).unwrap().events.is_empty());
    // A new date may pass in its turn.
    let later = Instant::parse("2026-03-20T08:00:00Z");
    let request = desk.after(&request, &marc(), Command::Task(late.id, TaskCommand::SetDue(later)));
    assert_eq!(request.tasks[0].watched_until(), later);
    assert!(desk.decide(&request, &Actor::System, overdue(&late)).unwrap().events.is_empty(), "the old date");
}

#[test]
fn a_late_task_of_the_status_moves_the_request() {
    let mut circuit = with_tasks(json!([{"id": "lire", "title": "Lire", "due": "P2D"}]));
    circuit["statuses"]["recue"]["transitions"][0] =
        json!({"id": "tard", "to": "classee", "on": "tasks:overdue"});
    let process = process(circuit, json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50}));
    desk.now.set(request.tasks[0].due.unwrap());
    let decision = desk.decide(&request, &Actor::System, overdue(&request.tasks[0])).unwrap();
    assert_eq!(types(&decision), ["task_overdue", "task_ended", "status_entered"]);
}

#[test]
fn an_escalation_that_fails_calls_someone() {
    let mut circuit = with_tasks(json!([{"id": "lire", "title": "Lire", "due": "P2D",
        "overdue": [{"set": {"accorde": "=floor(10 / (answers.montant - 50))"}}]}]));
    circuit["anywhere"] = json!([]);
    let process = process(circuit, json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50}));
    let late = request.tasks[0].clone();
    desk.now.set(late.due.unwrap());
    assert_eq!(desk.code(&request, &Actor::System, overdue(&late)), "evaluation_failed");
    let give_up = || Command::Task(late.id, TaskCommand::OverdueFailed(late.due.unwrap()));
    let decision = desk.decide(&request, &Actor::System, give_up()).unwrap();
    assert_eq!(types(&decision), ["task_overdue", "task_opened"]);
    assert!(desk.decide(&decision.request, &Actor::System, give_up()).unwrap().events.is_empty());
}

fn to(service: Option<&str>, agent: Option<&str>, reason: &str) -> TaskCommand {
    let service = service.map(|service| Id(service.to_owned()));
    TaskCommand::Transfer { service, agent: agent.map(str::to_owned), reason: reason.to_owned() }
}

#[test]
fn a_task_is_handed_on_by_who_has_it_or_by_a_manager() {
    let process = process(full_circuit(), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50}));
    let lire = task(&request, "lire");
    let hand = |command| Command::Task(lire, command);
    assert_eq!(
        desk.code(&request, &lea(), hand(to(None, Some("marc"), "x"))),
        "forbidden",
        "she has not taken it"
    );
    assert_eq!(desk.code(&request, &usager(), hand(to(None, Some("marc"), "x"))), "forbidden");
    let request = desk.after(&request, &lea(), take(lire));
    assert_eq!(desk.code(&request, &lea(), hand(to(None, Some("marc"), " "))), "invalid_input");
    assert_eq!(desk.code(&request, &lea(), hand(to(None, None, "x"))), "invalid_input");
    assert_eq!(desk.code(&request, &lea(), hand(to(None, Some("nora"), "x"))), "agent_of_another_service");
    assert_eq!(desk.code(&request, &lea(), hand(to(None, Some("remi"), "x"))), "agent_of_another_service");
    assert_eq!(desk.code(&request, &lea(), hand(to(None, Some("ines"), "x"))), "not_found", "she has left");
    assert_eq!(desk.code(&request, &lea(), hand(to(Some("voirie"), None, "x"))), "not_found");
    let moved = desk.decide(&request, &lea(), hand(to(Some("finances"), Some("nora"), "Sa partie"))).unwrap();
    assert_eq!(types(&moved), ["task_transferred"]);
    let task = &moved.request.tasks[0];
    assert_eq!((task.service.as_str(), task.agent.as_deref()), ("finances", Some("nora")));
    assert_eq!(access(&moved.request, &nora(), person("nora").as_ref()), Access::Agent);
    assert_eq!(desk.code(&moved.request, &lea(), complete(lire)), "forbidden");
    let back = desk.after(&request, &marc(), hand(to(None, Some("marc"), "Je m'en charge")));
    assert_eq!(desk.code(&back, &lea(), complete(lire)), "task_not_available");
    let free = desk.after(&back, &marc(), hand(TaskCommand::Release));
    assert_eq!(free.tasks[0].agent, None);
    assert_eq!(desk.code(&free, &lea(), hand(TaskCommand::Release)), "forbidden");
}

#[test]
fn a_refusal_tells_whether_a_task_has_ended_or_is_anothers() {
    let process = process(full_circuit(), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50}));
    let lire = task(&request, "lire");
    let reason = |request: &Request, actor: &Actor, command: Command| {
        desk.decide(request, actor, command).unwrap_err().details().unwrap()["reason"].clone()
    };
    let taken = desk.after(&request, &marc(), take(lire));
    assert_eq!(reason(&taken, &lea(), take(lire)), "taken");
    let done = desk.after(&taken, &marc(), complete(lire));
    for command in [take(lire), complete(lire), Command::Task(lire, TaskCommand::Release)] {
        assert_eq!(reason(&done, &marc(), command), "ended");
    }
}

#[test]
fn a_task_has_no_due_date_in_the_past() {
    let process = process(full_circuit(), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50}));
    let lire = task(&request, "lire");
    let due = |at: &str| Command::Task(lire, TaskCommand::SetDue(Instant::parse(at)));
    assert_eq!(desk.code(&request, &marc(), due("2026-03-02T08:00:00Z")), "due_in_past");
    assert_eq!(desk.code(&request, &lea(), due("2026-03-09T08:00:00Z")), "forbidden");
    let request = desk.after(&request, &marc(), due("2026-03-09T08:00:00Z"));
    assert_eq!(request.tasks[0].due, Instant::parse("2026-03-09T08:00:00Z"));
    let none = desk.after(&request, &marc(), Command::Task(lire, TaskCommand::SetDue(None)));
    assert_eq!(none.tasks[0].due, None);
    let late = NewTask { title: "x".into(), due: Some(monday()), ..NewTask::default() };
    assert_eq!(desk.code(&request, &lea(), Command::OpenTask(late)), "due_in_past");
}

#[test]
fn a_reminder_goes_to_who_has_the_task_else_to_its_service() {
    let process = process(full_circuit(), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50}));
    let lire = task(&request, "lire");
    let remind = || Command::Task(lire, TaskCommand::Remind);
    let sent = |request: &Request| {
        let decision = desk.decide(request, &lea(), remind()).unwrap();
        let crate::request::OutgoingContent::Message(message) = decision.outgoing[0].content.clone() else {
            panic!()
        };
        (message.to, message.subject)
    };
    assert_eq!(
        sent(&request),
        (vec!["accueil@exemple.fr".to_owned()], "Rappel : Lire 2026-000001 (2026-000001)".to_owned())
    );
    let taken = desk.after(&request, &marc(), take(lire));
    assert_eq!(sent(&taken).0, ["marc@exemple.fr"]);
    assert_eq!(desk.code(&taken, &Actor::agent("remi"), remind()), "forbidden");
    let finances =
        NewTask { title: "Payer".into(), service: Some(Id("finances".into())), ..NewTask::default() };
    let request = desk.after(&request, &lea(), Command::OpenTask(finances));
    let payer = request.tasks[1].id;
    let to_nobody = Command::Task(payer, TaskCommand::Remind);
    let refused = desk.decide(&request, &lea(), to_nobody).unwrap_err();
    assert_eq!(refused.code().name(), "nobody_to_remind", "this service has no address");
    assert!(refused.message(Language::English).contains("neither the agent nor the service"));
}

fn question(service: &str, question: &str) -> Command {
    let service = Id(service.to_owned());
    Command::Consult(Consultation { service, question: question.into(), attachment: None, due: None })
}

#[test]
fn a_service_that_is_consulted_sees_the_request_and_answers() {
    let process = process(full_circuit(), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50}));
    assert_eq!(desk.code(&request, &nora(), question("finances", "Alors ?")), "not_found");
    assert_eq!(desk.code(&request, &usager(), question("finances", "Alors ?")), "forbidden");
    assert_eq!(desk.code(&request, &lea(), question("accueil", "Alors ?")), "invalid_input");
    assert_eq!(desk.code(&request, &lea(), question("voirie", "Alors ?")), "not_found");
    assert_eq!(desk.code(&request, &lea(), question("finances", "  ")), "invalid_answers");
    let request = desk.after(&request, &lea(), question("finances", "Est-ce\nfinançable ?"));
    let asked = request.tasks.last().unwrap().clone();
    assert_eq!((asked.kind, asked.title.as_str()), (TaskKind::Opinion, "Avis demandé : Est-ce finançable ?"));
    assert_eq!(asked.question.unwrap().asked_by.as_deref(), Some("lea"));
    let answered = desk.decide(&request, &nora(), opinion(asked.id, "unfavourable")).unwrap();
    assert_eq!(types(&answered), ["task_ended"]);
    assert!(
        matches!(&answered.events[0].content, EventContent::TaskEnded { input, .. } if input["opinion"] == "unfavourable")
    );
    assert_eq!(
        answered.request.status.as_str(),
        "recue",
        "the status does not wait for what was asked by hand"
    );
    let closed = desk.after(&request, &usager(), perform("annuler", json!({})));
    assert_eq!(closed.open_tasks().count(), 0);
    assert_eq!(desk.code(&closed, &lea(), question("finances", "Alors ?")), "request_closed");
}

#[test]
fn a_comment_may_be_about_a_task_of_the_request() {
    let process = process(full_circuit(), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50}));
    let about = |task, visible| Command::Comment { text: "Vu".into(), visible, task: Some(task) };
    let lire = task(&request, "lire");
    let decision = desk.decide(&request, &lea(), about(lire, false)).unwrap();
    assert!(
        matches!(decision.events[0].content, EventContent::Commented { task: Some(task), .. } if task == lire)
    );
    assert_eq!(desk.code(&request, &lea(), about(TaskId(Uuid::nil()), false)), "not_found");
    assert_eq!(desk.code(&request, &usager(), about(lire, true)), "not_found", "applicants know of no task");
}

#[test]
fn faults_of_tasks_are_told_where_they_stand() {
    let at = "/procedures/0/scenarios/0/workflow/statuses/recue/tasks/0";
    for (task, expected) in [
        (json!({"overdue": [{"assign": {"agent": "marc"}}]}), "/overdue definition.overdue_without_due"),
        (json!({"agent": {"least_loaded": false}}), "/agent/least_loaded definition.least_loaded"),
        (json!({"due": {"date": "2026-03-01"}}), "/due/date definition.not_computed"),
        (json!({"due": {"date": "=answers.montant"}}), "/due/date definition.wrong_type"),
        (
            json!({"kind": "opinion", "form": {"fields": [{"id": "a", "type": "text", "label": "A"}]}}),
            "/form definition.form_of_opinion",
        ),
        (
            json!({"form": {"fields": [{"id": "a", "type": "text", "label": "A", "visible_if": "b"}]}}),
            "/form/fields/0/visible_if expression.unknown_name",
        ),
        (
            json!({"on_done": [{"set": {"accorde": "=input.rien"}}]}),
            "/on_done/0/set/accorde expression.unknown_member",
        ),
        (json!({"due": "P1D", "overdue": [{"push": "creer"}]}), "/overdue/0/push definition.no_connector"),
    ] {
        let mut whole = json!({"id": "lire", "title": "Lire"});
        whole.as_object_mut().unwrap().extend(object(task));
        let told = codes(&catalogue(with_tasks(json!([whole])), json!([])));
        assert_eq!(told, [format!("{at}{expected}")]);
    }
}

#[test]
fn two_tasks_of_one_name_from_which_something_follows_are_told_apart() {
    let plain = json!([{"id": "lire", "title": "Lire"}, {"id": "lire", "title": "Relire"}]);
    assert_eq!(codes(&catalogue(with_tasks(plain), json!([]))), Vec::<String>::new());
    let asking =
        json!([{"id": "lire", "title": "Lire"}, {"id": "lire", "title": "Relire", "kind": "opinion"}]);
    let told = codes(&catalogue(with_tasks(asking), json!([])));
    assert_eq!(told, ["/procedures/0/scenarios/0/workflow/statuses/recue definition.duplicate_id"]);
}
