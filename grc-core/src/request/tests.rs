#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use serde_json::{Value, json};
use uuid::Uuid;

use super::history::{Break, ChainedEvent, FIRST_LINK, Head, NewLink, chain, hexadecimal, verify};
use super::{
    Actor, Agent, Applicant, Event, EventContent, Instant, Membership, Profile, ProfileId, RequestId, Role,
    StatusEntered, Timer, TimerEffect, Values,
};
use crate::definition::{Audience, Id, Name, State};

const REQUEST: RequestId = RequestId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001));

fn history() -> Vec<ChainedEvent> {
    let mut previous = FIRST_LINK;
    let texts = ["un", "deux", "trois"];
    let events = texts.iter().zip(1_u64..).map(|(text, sequence)| {
        let link = NewLink {
            sequence,
            type_name: "commented",
            version: 1,
            at: Instant::from_milliseconds(1_772_438_400_000),
            text: format!(r#"{{"text":"{text}"}}"#),
        };
        let event = chain(&previous, REQUEST, link, [sequence as u8; 16]);
        previous = event.link;
        event
    });
    events.collect()
}

fn head(events: &[ChainedEvent]) -> Head {
    let last = events.last().unwrap();
    Head { request: REQUEST, sequence: last.sequence, link: hexadecimal(&last.link) }
}

#[test]
fn a_history_as_it_was_recorded_has_no_break() {
    assert_eq!(verify(REQUEST, &history(), None), None);
    assert_eq!(verify(REQUEST, &history(), Some(&head(&history()))), None);
    let mut erased = history();
    erased[1].content = None;
    assert_eq!(verify(REQUEST, &erased, None), None, "an erased content leaves the chain verifiable");
}

#[test]
fn whatever_is_changed_is_found_and_told() {
    let change = |change: fn(&mut Vec<ChainedEvent>)| {
        let mut events = history();
        change(&mut events);
        verify(REQUEST, &events, None)
    };
    assert_eq!(change(|events| events[1].content.as_mut().unwrap().text.push(' ')), Some(Break::Content(2)));
    assert_eq!(change(|events| events[1].at = Instant::from_milliseconds(0)), Some(Break::Link(2)));
    assert_eq!(change(|events| events[2].type_name = "assigned".into()), Some(Break::Link(3)));
    assert_eq!(change(|events| events[0].version = 2), Some(Break::Link(1)));
    assert_eq!(change(|events| events.swap(0, 1)), Some(Break::Sequence(1)));
    assert_eq!(change(|events| drop(events.remove(1))), Some(Break::Sequence(2)));
    assert_eq!(
        change(|events| {
            events.remove(1);
            events[1].sequence = 2;
        }),
        Some(Break::Link(2))
    );
    let other = RequestId(Uuid::nil());
    assert_eq!(verify(other, &history(), None), Some(Break::Link(1)), "a history is that of one request");
}

#[test]
fn a_removed_tail_and_a_rewritten_chain_are_seen_against_a_head_alone() {
    let kept = head(&history());
    let mut cut = history();
    cut.pop();
    assert_eq!(verify(REQUEST, &cut, None), None);
    assert_eq!(verify(REQUEST, &cut, Some(&kept)), Some(Break::Tail(3)));

    let mut rewritten = history();
    let previous = rewritten[1].link;
    let forged = NewLink {
        sequence: 3,
        type_name: "commented",
        version: 1,
        at: Instant::from_milliseconds(1_772_438_400_000),
        text: r#"{"text":"autre"}"#.into(),
    };
    rewritten[2] = chain(&previous, REQUEST, forged, [9; 16]);
    assert_eq!(verify(REQUEST, &rewritten, None), None);
    assert_eq!(verify(REQUEST, &rewritten, Some(&kept)), Some(Break::Head(3)));
}

#[test]
fn an_event_of_a_newer_engine_is_not_read_as_an_old_one() {
    let at = Instant::from_milliseconds(0);
    let event = Event {
        sequence: 1,
        at,
        actor: Actor::System,
        on_behalf_of: None,
        content: EventContent::Commented { task: None, text: "x".into(), visible: true },
    };
    let text = event.encode().unwrap();
    assert_eq!(Event::decode("commented", 1, 1, at, &text).unwrap(), event);
    assert!(Event::decode("commented", 2, 1, at, &text).is_err());
    assert!(Event::decode("commentee", 1, 1, at, &text).is_err());
}

/// Every kind of event, with every field, in the form in which it is written.
fn payloads() -> Vec<(&'static str, Value)> {
    let id = "01900000-0000-7000-8000-000000000001";
    let at = "2026-03-02T08:00:00.000Z";
    let applicant = json!({
        "audience": "citizen", "identity": "contact", "last_name": "Lefèvre", "first_name": "Anaïs",
        "organisation": "AMAP", "email": "anais@exemple.fr", "phone": "+33639981234",
        "address": ["14 bis \"rue\" du Lavoir"], "language": "fr"
    });
    let file = json!({
        "id": id, "name": "plan.pdf", "media_type": "application/pdf", "size": 12, "sha256": "0".repeat(64),
        "readers": ["applicant", "agent"]
    });
    let submitted = json!({
        "request": id, "reference": "2026-000042", "tracking_code": "CODE", "trial": true, "procedure": "salle", "version": 3,
        "scenario": "en-ligne", "origin": "portal", "received_at": at, "language": "fr", "applicant_id": "u-1",
        "applicant": applicant, "answers": {"objet": "Fête", "jours": [{"z": 1, "a": null}]}, "provenance": {"objet": "host"}, "files": [file], "service": "accueil"
    });
    let entered = json!({
        "from": "a_traiter", "to": "clos", "state": "done", "outcome": "granted", "transition": "clore",
        "input": {"motif": "vu", "accord": true}, "due": at, "timers": [{"transition": "relancer", "due": at}], "files": [file]
    });
    let task = json!({
        "id": id, "name": "instruire", "title": "Instruire", "service": "accueil", "agent": "lea",
        "opened_at": at, "due": at, "status": "a_traiter", "ended": {"at": at, "done": true}
    });
    vec![
        ("submitted", submitted),
        ("status_entered", entered),
        ("data_set", json!({"values": {"montant": "10.50", "avis": null}})),
        ("assigned", json!({"service": "accueil", "agent": "lea"})),
        ("task_opened", task),
        ("task_assigned", json!({"task": id, "agent": null})),
        ("given_back", json!({"agent": "lea", "reason": "agent_left", "task": id})),
        ("task_ended", json!({"task": id, "done": true})),
        ("commented", json!({"text": "},\"payload\":{", "visible": true})),
        ("signal_received", json!({"name": "paye"})),
        ("timer_lapsed", json!({"transition": "relancer", "due": at})),
        (
            "message_queued",
            json!({"message": id, "kind": "closure", "channel": "email", "recipient": "applicant"}),
        ),
        ("message_withheld", json!({"kind": "closure", "recipient": "service", "reason": "unreachable"})),
        ("message_sent", json!({"message": id, "channel": "letter", "attempts": 2})),
        (
            "message_failed",
            json!({"message": id, "channel": "email", "attempts": 8, "reason": "connection_failed"}),
        ),
        ("delivery_requeued", json!({"channel": "email", "message": id})),
        ("delivery_abandoned", json!({"message": id, "operation": "create"})),
        ("push_queued", json!({"message": id, "operation": "create"})),
        ("push_done", json!({"message": id, "operation": "create", "attempts": 1, "external_id": "T-7"})),
        (
            "push_failed",
            json!({"message": id, "operation": "create", "attempts": 1, "reason": "connection_failed"}),
        ),
        (
            "push_failed",
            json!({"message": id, "operation": "create", "attempts": 1, "class": "refused", "reason": "http_422",
                "said": "rue inconnue", "status": 422}),
        ),
    ]
}

#[test]
fn every_event_is_written_with_its_keys_in_order() {
    for (name, payload) in payloads() {
        let event = Event {
            sequence: 1,
            at: Instant::from_milliseconds(0),
            actor: Actor::agent("},\"payload\":{"),
            on_behalf_of: None,
            content: serde_json::from_value(json!({"type": name, "payload": payload})).unwrap(),
        };
        assert_eq!(event.content.type_name(), name);
        // A JSON value holds its keys in order: nothing is lost by it, nor written otherwise.
        let actor = serde_json::to_string(&event.actor).unwrap();
        let expected = format!(r#"{{"actor":{actor},"payload":{payload}}}"#);
        assert_eq!(event.encode().unwrap(), expected, "{name}");
        assert_eq!(Event::decode(name, 1, 1, event.at, &expected).unwrap(), event);
    }
}

#[test]
fn what_was_written_once_is_written_the_same_for_ever() {
    let event = Event {
        sequence: 2,
        at: Instant::from_milliseconds(0),
        actor: Actor::System,
        on_behalf_of: None,
        content: EventContent::StatusEntered(StatusEntered {
            called_upon: std::collections::BTreeSet::new(),
            due: None,
            files: Vec::new(),
            from: None,
            hidden: false,
            input: Values::new(),
            outcome: None,
            state: State::New,
            timers: vec![Timer {
                due: Instant::from_milliseconds(0),
                effect: TimerEffect::Transition(Name("relancer".into())),
            }],
            to: Name("a_traiter".into()),
            trail: Vec::new(),
            transition: None,
        }),
    };
    let text = r#"{"actor":{"kind":"system"},"payload":{"from":null,"outcome":null,"state":"new","#
        .to_owned()
        + r#""timers":[{"due":"1970-01-01T00:00:00.000Z","transition":"relancer"}],"to":"a_traiter","transition":null}}"#;
    assert_eq!(event.encode().unwrap(), text);
}

#[test]
fn instants_are_written_to_the_millisecond_in_utc() {
    let instant = Instant::parse("2026-03-02T09:00:00.1239+01:00").unwrap();
    assert_eq!(instant.to_string(), "2026-03-02T08:00:00.123Z");
    assert_eq!(Instant::parse(&instant.to_string()), Some(instant));
    assert_eq!(serde_json::to_value(instant).unwrap(), json!("2026-03-02T08:00:00.123Z"));
    assert_eq!(Instant::parse("2026-03-02"), None);
}

#[test]
fn a_role_includes_those_before_it_and_an_inactive_agent_has_none() {
    let roles = vec![Membership { service: Id("accueil".into()), role: Role::Agent }];
    let mut agent = Agent { roles, ..Agent::new("lea", "Léa") };
    assert!(agent.has(Role::Reader, "accueil") && agent.has(Role::Agent, "accueil"));
    assert!(!agent.has(Role::Manager, "accueil") && !agent.has(Role::Reader, "finances"));
    assert_eq!(agent.services(Role::Agent), ["accueil"]);
    agent.active = false;
    assert!(!agent.has(Role::Reader, "accueil") && agent.services(Role::Reader).is_empty());
}

#[test]
fn an_actor_has_one_form_in_json() {
    assert_eq!(serde_json::to_value(Actor::agent("lea")).unwrap(), json!({"kind": "agent", "id": "lea"}));
    assert_eq!(serde_json::to_value(Actor::System).unwrap(), json!({"kind": "system"}));
    assert!(serde_json::from_value::<Actor>(json!({"kind": "agent"})).is_err());
    assert!(serde_json::from_value::<Actor>(json!({"kind": "maire", "id": "x"})).is_err());
}

#[test]
fn a_record_learns_what_it_lacks_and_keeps_what_it_knows() {
    let id = ProfileId(Uuid::from_u128(1));
    let mut profile = Profile::new(id, Audience::Citizen, Instant::from_milliseconds(0));
    profile.first_name = Some("Camille".to_owned());
    let before = profile.clone();
    profile.learn(&Applicant::citizen("Hugo", "Martin").with_email("hugo@exemple.fr"));
    assert_eq!(
        (profile.first_name.as_deref(), &profile.last_name),
        (Some("Camille"), &None),
        "no name of two"
    );
    assert_eq!(
        profile.changed_since(Some(&before)),
        Values::from_iter([("emails".to_owned(), json!(["hugo@exemple.fr"]))])
    );
    let emptied = Profile { first_name: None, ..before.clone() };
    assert_eq!(
        emptied.changed_since(Some(&before)),
        Values::from_iter([("first_name".to_owned(), Value::Null)])
    );
    for number in 0..50 {
        profile.learn(&Applicant::anonymous(Audience::Citizen).with_email(&format!("a{number}@exemple.fr")));
    }
    assert_eq!(profile.emails.len(), super::MOST_ENTRIES, "what anyone may add is bounded");
}

#[test]
fn the_types_of_events_are_known_by_name() {
    for name in ["submitted", "status_entered", "push_failed", "claim_released"] {
        assert!(EventContent::is_type(name), "{name}");
    }
    for name in ["", "Submitted", "filed", "request.submitted"] {
        assert!(!EventContent::is_type(name), "{name}");
    }
}
