//! Who sees, who is in charge, who comments.

use super::*;
use crate::workflow::{Access, access};

fn seen_by(request: &Request, actor: &Actor) -> Access {
    access(request, actor, actor.as_agent().and_then(person).as_ref())
}

#[test]
fn access_is_that_of_the_role_in_a_service_concerned() {
    let process = process(full_circuit(), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50}));
    for (actor, expected) in [
        (usager(), Access::Applicant),
        (Actor::applicant("autre"), Access::None),
        (Actor::agent("lea"), Access::Agent),
        (Actor::agent("marc"), Access::Manager),
        (Actor::agent("remi"), Access::Reader),
        (Actor::agent("nora"), Access::None),
        (Actor::agent("ines"), Access::None),
        (Actor::agent("inconnu"), Access::None),
        (Actor::Connector("gmao".into()), Access::None),
        (Actor::System, Access::System),
    ] {
        assert_eq!(seen_by(&request, &actor), expected, "{actor:?}");
    }
    let request = desk.after(&request, &Actor::agent("lea"), perform("prendre", json!({})));
    assert_eq!(seen_by(&request, &Actor::agent("nora")), Access::Agent, "her service has a task of it");
    let mut consulted = request.clone();
    consulted.tasks.iter_mut().for_each(|task| task.kind = crate::definition::TaskKind::Opinion);
    assert_eq!(seen_by(&consulted, &Actor::agent("nora")), Access::Contributor, "it is only consulted");
    consulted.agent = Some("nora".into());
    assert_eq!(seen_by(&consulted, &Actor::agent("nora")), Access::Agent, "she has it in charge");
    let mut called_upon = desk.submit(json!({"montant": 50}));
    called_upon.called_upon = [Id("finances".into())].into();
    assert_eq!(seen_by(&called_upon, &Actor::agent("nora")), Access::Contributor);
    assert_eq!(seen_by(&called_upon, &Actor::agent("ines")), Access::None, "she may no longer act");
}

#[test]
fn managers_assign_and_agents_take_for_themselves() {
    let process = process(full_circuit(), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50}));
    let to = |agent: &str| Command::Assign { service: None, agent: Some(agent.into()) };
    assert_eq!(desk.code(&request, &Actor::agent("lea"), to("marc")), "forbidden");
    assert_eq!(desk.code(&request, &Actor::agent("marc"), to("ines")), "not_found");
    assert_eq!(desk.code(&request, &usager(), to("usager")), "forbidden");
    let request = desk.after(&request, &Actor::agent("lea"), to("lea"));
    assert_eq!(request.agent.as_deref(), Some("lea"));
    let elsewhere = Command::Assign { service: Some(Id("voirie".into())), agent: None };
    assert_eq!(desk.code(&request, &Actor::agent("marc"), elsewhere), "not_found");
    let finances = Command::Assign { service: Some(Id("finances".into())), agent: Some("nora".into()) };
    let request = desk.after(&request, &Actor::agent("marc"), finances);
    assert_eq!((request.service.as_str(), request.agent.as_deref()), ("finances", Some("nora")));
}

#[test]
fn a_task_is_taken_by_one_agent_and_ended_once() {
    let process = process(full_circuit(), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50}));
    let lire = task(&request, "lire");
    assert_eq!(desk.code(&request, &usager(), take(lire)), "forbidden");
    assert_eq!(desk.code(&request, &Actor::agent("remi"), take(lire)), "forbidden");
    let unknown = crate::request::TaskId(Uuid::nil());
    assert_eq!(desk.code(&request, &Actor::agent("lea"), take(unknown)), "not_found");
    let request = desk.after(&request, &Actor::agent("marc"), take(lire));
    assert_eq!(request.tasks[0].agent.as_deref(), Some("marc"));
    assert_eq!(desk.code(&request, &Actor::agent("lea"), complete(lire)), "task_not_available");
    let request = desk.after(&request, &Actor::agent("marc"), complete(lire));
    assert_eq!(desk.code(&request, &Actor::agent("marc"), complete(lire)), "task_not_available");
}

#[test]
fn comments_are_for_those_who_process_and_for_the_applicant() {
    let process = process(full_circuit(), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50}));
    let comment = |visible| Command::Comment { text: "Bonjour".into(), visible, task: None };
    assert_eq!(desk.code(&request, &Actor::agent("remi"), comment(false)), "forbidden");
    assert_eq!(desk.code(&request, &usager(), comment(false)), "forbidden");
    assert_eq!(desk.code(&request, &Actor::applicant("autre"), comment(true)), "not_found");
    let blank = Command::Comment { text: " ".into(), visible: true, task: None };
    assert_eq!(desk.code(&request, &usager(), blank), "invalid_input");
    assert_eq!(types(&desk.decide(&request, &usager(), comment(true)).unwrap()), ["commented"]);
    assert_eq!(types(&desk.decide(&request, &Actor::agent("lea"), comment(false)).unwrap()), ["commented"]);
}
