//! What is taken of scarce things.

use grc::request::{Claim, Period, RequestId, Taken};
use grc::store::{Store, read, write};

use crate::samples::{Case, identifier, minute};

fn claim(key: &str, period: Option<Period>, quantity: u32) -> Claim {
    Claim { conflict: false, key: key.to_owned(), period, quantity }
}

fn minutes(from: i64, to: i64) -> Period {
    Period { from: minute(from), to: minute(to) }
}

/// What is taken, in an order that all stores share.
fn taken(store: &dyn Store, key: &str, period: Period) -> Vec<(RequestId, Period, u32)> {
    let found = read(store, |reading| reading.taken(key, period)).unwrap();
    let mut found: Vec<_> =
        found.into_iter().map(|Taken { request, period, quantity }| (request, period, quantity)).collect();
    found.sort();
    found
}

pub(crate) fn what_is_taken_is_what_overlaps_as_a_scan_would_tell(store: &dyn Store) {
    let keys = ["verger", "verger ", "moulin"];
    let mut all = Vec::new();
    // Lengths from a minute to weeks, beginnings everywhere, some without a date.
    for number in 1..=60_u64 {
        let spread = i64::try_from(number).unwrap();
        let length = 1_i64 << (number % 14);
        let from = (spread * 7919) % 5000 - length;
        let period = (!number.is_multiple_of(17)).then(|| minutes(from, from + length));
        let key = keys[usize::try_from(number % 3).unwrap()];
        let quantity = u32::try_from(number % 4).unwrap() + 1;
        let mut claims = vec![claim(key, period, quantity)];
        if number.is_multiple_of(5) {
            claims.extend([claim(key, period, 1), claim(keys[0], None, 2)]);
        }
        let mut case = Case::new(number).with(|request| request.claims = claims);
        case.record(store);
        all.extend(case.request.claims.iter().map(|claim| (case.request.id, claim.clone())));
    }
    for asked in [
        minutes(0, 1),
        minutes(100, 2000),
        minutes(4999, 5000),
        minutes(-20000, -16000),
        minutes(90000, 90001),
        Period::ALWAYS,
    ] {
        for key in keys.into_iter().chain(["grange"]) {
            let scanned = all.iter().filter(|(_, claim)| claim.key == key && claim.period().overlaps(asked));
            let mut scanned: Vec<_> =
                scanned.map(|(request, claim)| (*request, claim.period(), claim.quantity)).collect();
            scanned.sort();
            assert_eq!(taken(store, key, asked), scanned, "{key} {asked:?}");
        }
    }
}

pub(crate) fn what_is_given_back_is_no_longer_taken(store: &dyn Store) {
    let period = minutes(10, 20);
    let mut case = Case::new(1).with(|request| {
        request.claims = vec![claim("verger", Some(period), 2), claim("verger", Some(period), 1)];
    });
    case.record(store);
    let id = identifier(1);
    assert_eq!(taken(store, "verger", period), [(id, period, 1), (id, period, 2)]);
    // What touches does not overlap.
    assert_eq!(taken(store, "verger", minutes(0, 10)), []);
    assert_eq!(taken(store, "verger", minutes(20, 30)), []);
    let later = minutes(30, 40);
    case.alter(store, |request| {
        request.claims.remove(0);
        request.claims.push(claim("verger", Some(later), 4));
    });
    assert_eq!(taken(store, "verger", minutes(0, 60)), [(id, period, 1), (id, later, 4)]);
    case.alter(store, |request| request.claims.clear());
    assert_eq!(taken(store, "verger", Period::ALWAYS), []);
}

pub(crate) fn a_claim_of_a_transaction_that_fails_is_not_taken(store: &dyn Store) {
    let period = minutes(10, 20);
    let failed = write(store, |writing| {
        let mut case = Case::new(1).with(|request| request.claims = vec![claim("verger", Some(period), 1)]);
        case.go_on(writing, &[], |_| ())?;
        assert_eq!(writing.taken("verger", period)?.len(), 1, "the transaction sees what it wrote");
        Err::<(), _>(grc::Error::forbidden())
    });
    assert!(failed.is_err());
    assert_eq!(taken(store, "verger", period), []);
}
