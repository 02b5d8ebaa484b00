#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use serde_json::json;
use uuid::Uuid;

use super::history::{Break, ChainedEvent, FIRST_LINK, Head, NewLink, chain, hexadecimal, verify};
use super::{Actor, Agent, Event, EventContent, Instant, Membership, RequestId, Role};
use crate::definition::Id;

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
        content: EventContent::Commented { text: "x".into(), visible: true },
    };
    let text = event.encode().unwrap();
    assert_eq!(Event::decode("commented", 1, 1, at, &text).unwrap(), event);
    assert!(Event::decode("commented", 2, 1, at, &text).is_err());
    assert!(Event::decode("commentee", 1, 1, at, &text).is_err());
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
    let mut agent = Agent { id: "lea".into(), name: "Léa".into(), email: None, active: true, roles };
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
