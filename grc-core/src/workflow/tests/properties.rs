//! What holds for any commands, by anyone, at any time.

use proptest::prelude::*;

use super::*;
use crate::workflow::{Response, fold};

fn actors() -> impl Strategy<Value = Actor> {
    prop_oneof![
        Just(usager()),
        Just(Actor::applicant("autre")),
        prop_oneof!["lea", "marc", "nora", "remi", "ines", "x"].prop_map(Actor::Agent),
        Just(Actor::System),
        Just(Actor::Connector("gmao".into())),
    ]
}

/// A command, some of whose parts are drawn from the request when it is run.
#[derive(Clone, Debug)]
enum Wish {
    Perform(String, Json),
    Signal(String),
    Assign(Option<String>),
    Task(usize, bool),
    Comment(String, bool),
    Fire(usize),
    Polled(Json),
    Tag(String, bool),
}

fn wishes() -> impl Strategy<Value = Wish> {
    let name = prop_oneof![
        "prendre",
        "attendre",
        "completer",
        "accepter",
        "annuler",
        "tri",
        "x",
        "suspendre",
        "reprendre",
        "rouvrir"
    ];
    let input = prop_oneof![
        Just(json!({})),
        Just(json!({"pieces": "RIB"})),
        Just(json!({"somme": 3})),
        Just(json!({"somme": "3", "x": [null]}))
    ];
    prop_oneof![
        4 => (name, input).prop_map(|(name, input)| Wish::Perform(name, input)),
        1 => prop_oneof!["paye", "x"].prop_map(Wish::Signal),
        1 => proptest::option::of(prop_oneof!["lea", "ines", "x"]).prop_map(Wish::Assign),
        3 => (0..5_usize, any::<bool>()).prop_map(|(rank, done)| Wish::Task(rank, done)),
        1 => ("[a-z]{0,3}", any::<bool>()).prop_map(|(text, visible)| Wish::Comment(text, visible)),
        2 => (0..3_usize).prop_map(Wish::Fire),
        1 => Just(Wish::Polled(json!({"statut": "clos"}))),
        1 => ("[aé ]{0,2}", any::<bool>()).prop_map(|(tag, put)| Wish::Tag(tag, put)),
    ]
}

fn command(wish: Wish, request: &Request) -> Command {
    match wish {
        Wish::Perform(name, input) => perform(&name, input),
        Wish::Signal(name) => Command::Signal(Name(name)),
        Wish::Assign(agent) => Command::Assign { service: None, agent },
        Wish::Task(rank, done) => {
            let id = request.tasks.get(rank).map_or(crate::request::TaskId(Uuid::nil()), |task| task.id);
            if done { complete(id) } else { take(id) }
        }
        Wish::Comment(text, visible) => Command::Comment { text, visible, task: None },
        Wish::Fire(rank) => {
            let unknown = || Timer { due: monday(), effect: TimerEffect::Transition(Name("x".into())) };
            Command::Fire(request.timers.get(rank).cloned().unwrap_or_else(unknown))
        }
        Wish::Polled(document) => Command::Polled(Response { status: 200, document, files: vec![] }),
        Wish::Tag(tag, true) => Command::Tag(vec![tag]),
        Wish::Tag(tag, false) => Command::Untag(vec![tag]),
    }
}

/// The circuit with a bit of everything, which may be suspended, taken up again and reopened, and sets the day from
/// which a message is counted.
fn circuit_of_all_kinds() -> Json {
    let mut circuit = full_circuit();
    circuit["data"]["fields"]
        .as_array_mut()
        .unwrap()
        .push(json!({"id": "jour", "type": "date", "label": "Jour"}));
    let statuses = &mut circuit["statuses"];
    statuses["a_decider"]["on_enter"] =
        json!([{"set": {"jour": "=today + days(answers.montant)"}}, {"tag": ["a"]}]);
    statuses["suspendue"] = json!({"label": "Suspendue", "state": "on_hold", "transitions": [
        {"id": "reprendre", "to": "@previous", "by": ["agent"], "actions": [{"untag": ["a"]}]}]});
    for closed in ["acceptee", "classee"] {
        statuses[closed]["transitions"] =
            json!([{"id": "rouvrir", "to": "@previous", "by": ["agent"], "reopens": true}]);
    }
    let suspend = json!({"id": "suspendre", "to": "suspendue", "by": ["agent"]});
    circuit["anywhere"].as_array_mut().unwrap().push(suspend);
    circuit
}

proptest! {
    #[test]
    fn a_request_is_the_fold_of_its_events_whatever_happens(
        montant in -5..200_i64,
        urgent in any::<bool>(),
        steps in proptest::collection::vec((actors(), wishes()), 0..25),
    ) {
        let process = process(circuit_of_all_kinds(), json!([
            {"id": "avis", "kind": "follow_up", "on": "closed", "after": "P7D", "to": ["applicant"], "subject": "S", "body": "B"},
            {"id": "rappel", "kind": "follow_up", "on": "submitted", "after": {"from": "=data.jour", "delay": "-P7D"},
                "to": ["applicant"], "subject": "{{ data.jour }}", "body": "B"},
            {"kind": "acknowledgement", "on": "submitted", "to": ["applicant"], "subject": "S", "body": "{{ 1 / answers.montant }}"},
            {"kind": "closure", "on": "closed", "to": ["applicant", "assignee"], "subject": "S", "body": "B"}
        ]));
        let desk = Desk::new(&process);
        let filed = desk.submit_for(martin(), json!({"montant": montant, "urgent": urgent}));
        let (mut request, mut history) = (filed.request, filed.events);
        for (actor, wish) in steps {
            desk.now.set(desk.now.get().plus_milliseconds(60_000));
            let command = command(wish, &request);
            if let Ok(decision) = desk.decide(&request, &actor, command) {
                history.extend(decision.events);
                request = decision.request;
            }
            let folded = fold(&history);
            prop_assert_eq!(folded.as_ref(), Some(&request));
            let ranks: Vec<_> = history.iter().map(|event| event.sequence).collect();
            prop_assert_eq!(ranks, (1..=history.len() as u64).collect::<Vec<_>>());
            if request.state.is_closed() {
                let left = request.open_tasks().find(|task| task.name.as_str() != "message_non_envoye");
                prop_assert!(left.is_none());
                // Time may write from a closed status, and does nothing else there.
                let writes = |timer: &Timer| matches!(timer.effect, TimerEffect::Message(_));
                prop_assert!(request.timers.iter().all(writes));
            } else {
                prop_assert!(request.closed_at.is_none() && request.outcome.is_none());
            }
        }
        // What is stored is what is read back.
        for event in &history {
            let (name, version) = (event.content.type_name(), event.content.version());
            let text = event.encode().unwrap();
            let read = crate::request::Event::decode(name, version, event.sequence, event.at, &text).unwrap();
            prop_assert_eq!(&read, event);
        }
    }
}
