use super::super::breaker::{after_attempt, after_lease};
use super::super::{Failure, Outage, RetryAfter, Unsendable};
use super::now;
use crate::request::{EndpointHealth, Instant};

const MOST: u32 = 5;

fn after_seconds(seconds: i64) -> Instant {
    now().plus_milliseconds(seconds * 1_000)
}

fn failed(health: &EndpointHealth, failure: Failure, at: Instant) -> EndpointHealth {
    after_attempt(health, Some(&failure), at, MOST)
}

fn timeout() -> Failure {
    Failure::unavailable(Outage::Timeout)
}

/// An endpoint set aside at `now`.
fn open() -> EndpointHealth {
    (0..MOST).fold(EndpointHealth::default(), |health, _| failed(&health, timeout(), now()))
}

#[test]
fn an_endpoint_is_set_aside_after_its_failures_in_a_row_and_not_before() {
    let four = (1..MOST).fold(EndpointHealth::default(), |health, _| failed(&health, timeout(), now()));
    assert!(!four.is_open() && four.takes_at(now()));
    let interrupted = after_attempt(&four, None, now(), MOST);
    assert_eq!(interrupted, EndpointHealth::default(), "a success forgets them");
    let refused = failed(&four, Failure::Refused { status: 404 }, now());
    assert_eq!(refused, EndpointHealth::default(), "whoever refuses is there");
    let open = open();
    assert!(open.is_open());
    assert!(!open.takes_at(after_seconds(29)) && open.takes_at(after_seconds(30)));
}

#[test]
fn a_relay_that_wants_one_email_later_is_there_and_one_that_is_busy_is_slowed_down() {
    let four = (1..MOST).fold(EndpointHealth::default(), |health, _| failed(&health, timeout(), now()));
    let deferred = Failure::unavailable(Outage::Deferred(451));
    assert_eq!(failed(&four, deferred, now()), EndpointHealth::default());
    assert_eq!(failed(&four, Failure::Rejected { reply: 550 }, now()), EndpointHealth::default());
    assert!(failed(&four, Failure::unavailable(Outage::Relay(554)), now()).is_open());
    let busy = failed(&EndpointHealth::default(), Failure::unavailable(Outage::Relay(421)), now());
    assert!(busy.pace > 0 && !busy.takes_at(now()));
}

#[test]
fn what_was_never_asked_tells_nothing_of_an_endpoint() {
    let four = (1..MOST).fold(EndpointHealth::default(), |health, _| failed(&health, timeout(), now()));
    for failure in [Failure::AddressRefused, Failure::Unsendable(Unsendable::Recipient)] {
        assert_eq!(failed(&four, failure, now()), four);
        assert_eq!(failed(&open(), failure, now()), open());
    }
}

#[test]
fn one_thing_tries_and_the_others_wait_for_it() {
    let (at, until) = (after_seconds(30), after_seconds(150));
    let tried = after_lease(&open(), at, until);
    assert!(!tried.takes_at(after_seconds(149)), "nothing else is leased meanwhile");
    assert!(tried.takes_at(until), "whoever tried never came back");
    assert_eq!(after_attempt(&tried, None, at, MOST), EndpointHealth::default());
    assert_eq!(after_lease(&EndpointHealth::default(), at, until), EndpointHealth::default());
}

#[test]
fn an_endpoint_that_stays_away_is_set_aside_for_longer_up_to_a_quarter_of_an_hour() {
    let (mut health, mut at) = (open(), now());
    let mut pauses = Vec::new();
    for _ in 0..8 {
        let resumes = health.resume_at.unwrap();
        pauses.push((resumes.milliseconds() - at.milliseconds()) / 1_000);
        at = resumes;
        health = failed(&after_lease(&health, at, at.plus_milliseconds(120_000)), timeout(), at);
    }
    assert_eq!(pauses, [30, 60, 120, 240, 480, 900, 900, 900]);
}

#[test]
fn what_had_left_before_it_was_set_aside_does_not_lengthen_the_pause() {
    let late = failed(&open(), timeout(), after_seconds(5));
    assert_eq!((late.openings, late.resume_at), (1, Some(after_seconds(30))));
}

#[test]
fn too_many_calls_slow_an_endpoint_down_and_successes_let_it_go() {
    let busy = |status| Failure::unavailable(Outage::Status(status));
    let mut health = EndpointHealth::default();
    let mut paces = Vec::new();
    for status in [429, 502, 504, 429] {
        health = after_attempt(&health, Some(&busy(status)), now(), 100);
        paces.push(health.pace);
        assert_eq!(health.resume_at, Some(now().plus_milliseconds(health.pace)));
    }
    assert_eq!(paces, [1_000, 2_000, 4_000, 8_000]);
    let leased = after_lease(&health, after_seconds(8), after_seconds(128));
    assert_eq!(leased.resume_at, Some(after_seconds(16)), "the next one after the pace");
    let mut paces = Vec::new();
    for _ in 0..4 {
        health = after_attempt(&health, None, now(), 100);
        paces.push(health.pace);
    }
    assert_eq!((paces, health), (vec![4_000, 2_000, 1_000, 0], EndpointHealth::default()));
    let away = failed(&EndpointHealth::default(), busy(503), now());
    assert_eq!((away.pace, away.resume_at), (0, None), "a server that is down is not one that is busy");
}

#[test]
fn an_endpoint_waits_as_long_as_it_asks() {
    let asks = |status, seconds| Failure::Unavailable {
        outage: Outage::Status(status),
        retry_after: Some(RetryAfter::Seconds(seconds)),
    };
    let health = failed(&EndpointHealth::default(), asks(429, 90), now());
    assert_eq!(health.resume_at, Some(after_seconds(90)));
    let health = failed(&EndpointHealth::default(), asks(503, 40), now());
    assert_eq!(health.resume_at, Some(after_seconds(40)));
}
