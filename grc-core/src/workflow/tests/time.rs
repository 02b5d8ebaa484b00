//! What time does: from which moment it is counted, what moves it, the messages that it sends.

use super::*;
use crate::request::OutgoingContent;

/// A booking: it closes when it is confirmed, and concerns a day that may change.
fn booking(after: Json) -> Json {
    json!({"id": "reservation",
    "data": {"fields": [
        {"id": "jour", "type": "date", "label": "Jour"},
        {"id": "heure", "type": "datetime", "label": "Heure"},
        {"id": "note", "type": "text", "label": "Note"}]},
    "initial": "recue",
    "statuses": {
        "recue": {"label": "Reçue", "state": "new", "transitions": [
            {"id": "fixer", "to": "fixee", "by": ["agent"],
             "form": {"fields": [{"id": "jour", "type": "date", "label": "Jour"}]},
             "actions": [{"set": {"jour": "=input.jour"}}]}]},
        "fixee": {"label": "Fixée", "state": "in_progress", "transitions": [
            {"id": "deplacer", "to": "fixee", "on": "signal:deplacer"},
            {"id": "partir", "to": "terminee", "after": after},
            {"id": "confirmer", "to": "confirmee", "by": ["agent"]}]},
        "confirmee": {"label": "Confirmée", "state": "done", "outcome": "granted", "transitions": [
            {"id": "rouvrir", "to": "fixee", "by": ["agent"], "reopens": true}]},
        "terminee": {"label": "Terminée", "state": "done", "outcome": "none"}
    }})
}

fn reminders() -> Json {
    json!([
        {"id": "rappel", "kind": "follow_up", "on": "closed", "after": {"from": "=data.jour", "delay": "-P7D"},
         "to": ["applicant"], "when": "request.outcome == 'granted'", "subject": "Bientôt {{ data.jour }}", "body": "B"},
        {"id": "satisfaction", "kind": "follow_up", "on": "status:confirmee", "after": "P7D",
         "to": ["applicant"], "subject": "Votre avis", "body": "B"},
        {"id": "inquietude", "kind": "follow_up", "on": "submitted", "after": "P10D",
         "to": ["service"], "subject": "Toujours ouverte", "body": "B"}
    ])
}

fn lea() -> Actor {
    Actor::agent("lea")
}

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn dues(request: &Request) -> Vec<(String, String)> {
    let mut dues: Vec<_> = request
        .timers
        .iter()
        .map(|timer| (timer.effect.name().to_owned(), timer.due.to_string().replace(":00.000Z", "")))
        .collect();
    dues.sort();
    dues
}

fn due(name: &str, at: &str) -> (String, String) {
    (name.to_owned(), at.to_owned())
}

fn fixed(desk: &Desk<'_>, day: &str) -> Request {
    let request = desk.submit(json!({"montant": 1}));
    desk.after(&request, &lea(), perform("fixer", json!({"jour": day})))
}

fn timer(request: &Request, name: &str) -> Timer {
    request.timers.iter().find(|timer| timer.effect.name() == name).expect("the timer is set").clone()
}

/// What an application or an agent fills in while the request stays where it is.
fn filled(desk: &Desk<'_>, request: &Request, values: Json) -> Decision {
    let values = object(values);
    desk.run(&Actor::System, |context| {
        let mut course = crate::workflow::course::Course::new(desk.process, request.clone(), context);
        course.set_data(values)?;
        course.settle()?;
        course.move_timers()?;
        Ok(course.finish())
    })
    .unwrap()
}

#[test]
fn time_is_counted_from_the_moment_that_is_named() {
    for (after, expected) in [
        (json!("P1D"), "2026-03-05T08:00"),
        (json!({"from": "entry", "delay": "P1D"}), "2026-03-05T08:00"),
        (json!({"from": "creation", "delay": {"working_days": 5}}), "2026-03-09T08:00"),
        (json!({"from": "reception"}), "2026-03-02T08:00"),
        // Easter Monday is 6 April.
        (json!({"from": "=data.jour", "delay": {"working_days": -5}}), "2026-04-01T22:00"),
        // Midnight in Paris, before and after summer time begins.
        (json!({"from": "=data.jour"}), "2026-04-09T22:00"),
        (json!({"from": "=data.jour", "delay": "-P14D"}), "2026-03-26T23:00"),
        (json!({"from": "=data.jour", "delay": "PT10H"}), "2026-04-10T08:00"),
        (json!({"from": "=request.received_at", "delay": "PT1H"}), "2026-03-02T09:00"),
    ] {
        let process = process(booking(after.clone()), json!([]));
        let desk = Desk::new(&process);
        let request = desk.submit(json!({"montant": 1}));
        desk.now.set(at("2026-03-04T08:00:00Z"));
        let request = desk.after(&request, &lea(), perform("fixer", json!({"jour": "2026-04-10"})));
        assert_eq!(dues(&request), [due("partir", expected)], "{after}");
    }
}

#[test]
fn without_a_moment_nothing_is_due_until_there_is_one() {
    let process = process(booking(json!({"from": "=data.jour", "delay": "-P7D"})), json!([]));
    let desk = Desk::new(&process);
    let request = desk.after(&desk.submit(json!({"montant": 1})), &lea(), perform("fixer", json!({})));
    assert_eq!(dues(&request), []);
    let decision = filled(&desk, &request, json!({"jour": "2026-05-20"}));
    assert_eq!(types(&decision), ["data_set", "timers_moved"]);
    assert_eq!(dues(&decision.request), [due("partir", "2026-05-12T22:00")]);
    let emptied = filled(&desk, &decision.request, json!({"jour": null}));
    assert_eq!(dues(&emptied.request), []);
}

#[test]
fn what_changes_the_moment_moves_the_timer_and_nothing_else_does() {
    let process = process(booking(json!({"from": "=data.jour", "delay": "-P7D"})), reminders());
    let desk = Desk::new(&process);
    let request = fixed(&desk, "2026-05-20");
    let before = dues(&request);
    assert_eq!(types(&filled(&desk, &request, json!({"note": "x"}))), ["data_set"]);
    let moved = filled(&desk, &request, json!({"jour": "2026-05-21", "note": "x"})).request;
    assert_eq!(dues(&moved), [due("inquietude", "2026-03-12T08:00"), due("partir", "2026-05-13T22:00")]);
    assert_ne!(before, dues(&moved));
}

#[test]
fn what_was_due_before_the_request_came_fires_at_once() {
    let process = process(booking(json!({"from": "=data.jour", "delay": "-P7D"})), json!([]));
    let desk = Desk::new(&process);
    let request = fixed(&desk, "2026-03-04");
    assert!(timer(&request, "partir").due < desk.now.get());
    let closed = desk.after(&request, &Actor::System, Command::Fire(timer(&request, "partir")));
    assert_eq!(closed.status.as_str(), "terminee");
}

#[test]
fn a_message_leaves_some_time_after_its_occasion_even_from_a_closed_status() {
    let process = process(booking(json!("P1Y")), reminders());
    let desk = Desk::new(&process);
    let request = fixed(&desk, "2026-05-20");
    let decision = desk.decide(&request, &lea(), perform("confirmer", json!({}))).unwrap();
    assert!(decision.outgoing.is_empty(), "nothing leaves yet");
    let closed = decision.request;
    assert_eq!(dues(&closed), [due("rappel", "2026-05-12T22:00"), due("satisfaction", "2026-03-09T08:00")]);
    let fire = Command::Fire(timer(&closed, "rappel"));
    let decision = desk.decide(&closed, &Actor::System, fire.clone()).unwrap();
    assert_eq!(types(&decision), ["timer_fired", "message_queued"]);
    match &decision.outgoing[0].content {
        OutgoingContent::Message(message) => assert_eq!(message.subject, "Bientôt 20 mai 2026"),
        other => panic!("{other:?}"),
    }
    let again = desk.decide(&decision.request, &Actor::System, fire).unwrap();
    assert!(again.events.is_empty(), "a timer fires once");
    // Another note does not send it again; another day does.
    let noted = filled(&desk, &decision.request, json!({"note": "x"}));
    assert_eq!(types(&noted), ["data_set"]);
    let moved = filled(&desk, &noted.request, json!({"jour": "2026-06-20"})).request;
    assert_eq!(timer(&moved, "rappel").due, at("2026-06-12T22:00:00Z"));
}

#[test]
fn a_message_whose_occasion_is_over_does_not_leave() {
    let process = process(booking(json!("P1Y")), reminders());
    let desk = Desk::new(&process);
    let request = fixed(&desk, "2026-05-20");
    let closed = desk.after(&request, &lea(), perform("confirmer", json!({})));
    let stale = timer(&closed, "satisfaction");
    let open = desk.after(&closed, &lea(), perform("rouvrir", json!({})));
    assert_eq!(dues(&open), [due("partir", "2027-03-02T08:00")]);
    assert!(desk.decide(&open, &Actor::System, Command::Fire(stale)).unwrap().events.is_empty());
}

#[test]
fn a_message_of_the_submission_waits_as_long_as_the_request_is_open() {
    let process = process(booking(json!("P1Y")), reminders());
    let desk = Desk::new(&process);
    let request = fixed(&desk, "2026-05-20");
    assert_eq!(timer(&request, "inquietude").due, at("2026-03-12T08:00:00Z"));
    let closed = desk.after(&request, &lea(), perform("confirmer", json!({})));
    assert!(closed.timers.iter().all(|timer| timer.effect.name() != "inquietude"));
}

#[test]
fn a_message_of_a_state_waits_as_long_as_the_state() {
    let message = json!([{"id": "m", "kind": "follow_up", "on": "state:in_progress", "after": "P3D", "to": ["service"], "subject": "S", "body": "B"}]);
    let process = process(booking(json!("P1Y")), message);
    let desk = Desk::new(&process);
    let request = fixed(&desk, "2026-05-20");
    let first = timer(&request, "m").due;
    desk.now.set(desk.now.get().plus_milliseconds(86_400_000));
    let moved = desk.after(&request, &Actor::System, Command::Signal(Name("deplacer".into())));
    assert_eq!(timer(&moved, "m").due, first, "the state has not changed");
    let closed = desk.after(&moved, &lea(), perform("confirmer", json!({})));
    assert_eq!(dues(&closed), []);
}

#[test]
fn a_message_whose_condition_does_not_hold_lapses() {
    let mut circuit = booking(json!("P1Y"));
    circuit["statuses"]["confirmee"]["outcome"] = json!("refused");
    let process = process(circuit, reminders());
    let desk = Desk::new(&process);
    let closed = desk.after(&fixed(&desk, "2026-05-20"), &lea(), perform("confirmer", json!({})));
    let decision = desk.decide(&closed, &Actor::System, Command::Fire(timer(&closed, "rappel"))).unwrap();
    assert_eq!(types(&decision), ["timer_lapsed"]);
    assert!(decision.outgoing.is_empty());
}

#[test]
fn moments_and_timed_messages_are_checked() {
    let found = |after: Json| codes(&catalogue(booking(after), json!([])));
    let place = "/procedures/0/scenarios/0/workflow/statuses/fixee/transitions/1/after";
    for (after, expected) in [
        (json!({"from": "entree"}), "/from definition.moment"),
        (json!({"from": "=data.note"}), "/from definition.wrong_type"),
        (json!({"from": "=data.jours"}), "/from expression.unknown_member"),
        (json!({"from": "closure"}), "/from definition.closed_status_moves"),
        (json!({"from": "entry", "delay": "7 jours"}), "/delay definition.duration"),
        (json!({"working_days": -2}), "/working_days definition.out_of_range"),
    ] {
        // Without its timer, a status is no longer reached.
        assert_eq!(found(after)[0], format!("{place}{expected}"));
    }
    let message = |change: Json| {
        let mut message = json!({"id": "m", "kind": "follow_up", "on": "status:fixee", "after": "P1D", "to": ["service"], "subject": "S", "body": "B"});
        message.as_object_mut().unwrap().extend(object(change));
        let all = codes(&catalogue(
            booking(json!("P1D")),
            json!([message, {"id": "autre", "kind": "closure", "on": "closed", "to": ["service"], "subject": "S", "body": "B"}]),
        ));
        all.into_iter()
            .map(|code| code.replace("/procedures/0/scenarios/0/communications", ""))
            .collect::<Vec<_>>()
    };
    assert_eq!(message(json!({})), Vec::<String>::new());
    assert_eq!(message(json!({"id": null})), ["/0 definition.unnamed_message"]);
    assert_eq!(message(json!({"id": "autre"})), ["/1/id definition.duplicate_id"]);
    assert_eq!(message(json!({"body": "{{ input.jour }}"})), ["/0/body expression.unknown_member"]);
    assert_eq!(message(json!({"body": "{{ input.jour }}", "after": null})), Vec::<String>::new());
}
