use super::super::{Failure, FailureClass, Illegible, Outage, RetryAfter, Schedule, Unsendable};
use super::now;
use crate::request::Instant;

#[test]
fn attempts_follow_the_schedule_of_standard_webhooks_then_stop() {
    let seconds: Vec<Option<i64>> = (0..12)
        .map(|attempts| {
            Schedule::STANDARD
                .next(now(), attempts, 0)
                .map(|at| (at.milliseconds() - now().milliseconds()) / 1_000)
        })
        .collect();
    let hour = 3_600;
    assert_eq!(
        seconds,
        [0, 5, 300, 1_800, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour]
            .map(Some)
            .into_iter()
            .chain([None, None])
            .collect::<Vec<_>>()
    );
    assert_eq!(Schedule::STANDARD.next(now(), u32::MAX, 0), None);
}

#[test]
fn jitter_lengthens_a_delay_by_a_fifth_at_most() {
    let delay =
        |jitter| Schedule::STANDARD.next(now(), 2, jitter).unwrap().milliseconds() - now().milliseconds();
    assert_eq!(delay(0), 300_000);
    assert_eq!(delay(500), 330_000);
    assert_eq!(delay(1_000), 360_000);
    assert_eq!(delay(u32::MAX), 360_000);
}

#[test]
fn a_schedule_of_ones_own_has_as_many_attempts_as_delays_and_one() {
    let schedule = Schedule::new([1_000, 2_000]);
    let waits: Vec<_> = (0..5)
        .map(|attempts| schedule.next(now(), attempts, 0).map(|at| at.milliseconds() - now().milliseconds()))
        .collect();
    assert_eq!(waits, [Some(0), Some(1_000), Some(2_000), None, None]);
    assert_eq!(Schedule::new([]).next(now(), 1, 0), None);
}

#[test]
fn the_end_of_time_is_not_passed() {
    let last = Instant::from_milliseconds(i64::MAX);
    assert_eq!(Schedule::STANDARD.next(last, 9, 1_000), Some(last));
}

#[test]
fn retry_after_is_read_as_seconds_or_as_a_date() {
    assert_eq!(RetryAfter::parse(" 120 "), Some(RetryAfter::Seconds(120)));
    assert_eq!(RetryAfter::parse("99999999999"), Some(RetryAfter::Seconds(u32::MAX)));
    let date = Instant::parse("2026-03-02T10:00:00Z").unwrap();
    assert_eq!(RetryAfter::parse("Mon, 02 Mar 2026 10:00:00 GMT"), Some(RetryAfter::At(date)));
    for value in ["", "-1", "+5", "1.5", "soon", "2026-03-02T10:00:00Z"] {
        assert_eq!(RetryAfter::parse(value), None, "{value}");
    }
}

#[test]
fn the_later_of_the_schedule_and_of_what_was_asked_holds_up_to_a_day() {
    let failed = |value: &str| Failure::Unavailable {
        outage: Outage::Status(503),
        retry_after: RetryAfter::parse(value),
    };
    let wait = |value: &str, attempts| {
        failed(value)
            .retry_at(&Schedule::STANDARD, now(), attempts, 0)
            .map(|at| (at.milliseconds() - now().milliseconds()) / 1_000)
    };
    assert_eq!(wait("120", 1), Some(120));
    assert_eq!(wait("120", 2), Some(300));
    assert_eq!(wait("Mon, 02 Mar 2026 10:00:00 GMT", 1), Some(1_800));
    assert_eq!(wait("Mon, 02 Mar 2020 10:00:00 GMT", 1), Some(5));
    assert_eq!(wait("4000000000", 1), Some(86_400));
    assert_eq!(wait("120", 10), None);
}

#[test]
fn only_outages_and_missing_secrets_are_tried_again() {
    let cases = [
        (Failure::Refused { status: 404 }, "http_404", FailureClass::Refused),
        (Failure::Declined, "refused", FailureClass::Refused),
        (Failure::RefusedAnswer { status: 200 }, "refused_answer", FailureClass::Refused),
        (Failure::NoToken { status: 401 }, "no_token", FailureClass::Unavailable),
        (Failure::Unreadable(Illegible::BadFile), "invalid_file", FailureClass::Unreadable),
        (Failure::Unreadable(Illegible::Unusable), "evaluation_failed", FailureClass::Unreadable),
        (Failure::unavailable(Outage::Reported), "unavailable", FailureClass::Unavailable),
        (Failure::Unreadable(Illegible::Reported), "unreadable", FailureClass::Unreadable),
        (Failure::unavailable(Outage::Status(503)), "http_503", FailureClass::Unavailable),
        (Failure::unavailable(Outage::Timeout), "timeout", FailureClass::Unavailable),
        (Failure::unavailable(Outage::Connection), "connection", FailureClass::Unavailable),
        (Failure::unavailable(Outage::UnknownHost), "unknown_host", FailureClass::Unavailable),
        (Failure::unavailable(Outage::Tls), "tls", FailureClass::Unavailable),
        (Failure::unavailable(Outage::Disk), "disk", FailureClass::Unavailable),
        (Failure::SecretMissing, "secret_missing", FailureClass::Unavailable),
        (Failure::Unreadable(Illegible::NotHttp), "not_http", FailureClass::Unreadable),
        (Failure::Unreadable(Illegible::TooLong), "too_long", FailureClass::Unreadable),
        (Failure::Unreadable(Illegible::NotJson), "not_json", FailureClass::Unreadable),
        (Failure::AddressRefused, "refused_address", FailureClass::Refused),
        (Failure::Unsendable(Unsendable::Sender), "invalid_sender", FailureClass::Refused),
        (Failure::Unsendable(Unsendable::Recipient), "invalid_recipient", FailureClass::Refused),
        (Failure::Unsendable(Unsendable::Header), "invalid_header", FailureClass::Refused),
        (Failure::Unsendable(Unsendable::Content), "invalid_content", FailureClass::Refused),
    ];
    for (failure, code, class) in cases {
        assert_eq!((failure.code().as_str(), failure.class()), (code, class));
        assert_eq!(failure.to_string(), code);
        let tried_again = class == FailureClass::Unavailable;
        assert_eq!(failure.is_final(), !tried_again, "{code}");
        assert_eq!(failure.retry_at(&Schedule::STANDARD, now(), 1, 0).is_some(), tried_again, "{code}");
    }
}
