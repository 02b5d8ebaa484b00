//! How much of something is taken, moment after moment.

use std::collections::BTreeMap;

use crate::request::{Instant, Period, Taken};

/// A part of a period during which as much is taken at each moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// When.
    pub period: Period,
    /// How many are taken.
    pub taken: u64,
}

/// How much is taken during a period: slots that follow one another from its beginning to its end, each unlike the
/// one before. None for an empty period.
pub fn occupancy(taken: &[Taken], period: Period) -> Vec<Slot> {
    let mut changes: BTreeMap<Instant, i64> = BTreeMap::new();
    for one in taken.iter().filter(|one| one.period.overlaps(period) && !one.period.is_empty()) {
        let quantity = i64::from(one.quantity);
        *changes.entry(one.period.from.max(period.from)).or_default() += quantity;
        *changes.entry(one.period.to.min(period.to)).or_default() -= quantity;
    }
    changes.retain(|instant, change| *change != 0 || *instant == period.from);
    let (mut slots, mut from, mut count) = (Vec::new(), period.from, 0_i64);
    let mut close = |from: &mut Instant, to: Instant, count: i64| {
        if *from < to {
            slots.push(Slot { period: Period { from: *from, to }, taken: count.max(0).cast_unsigned() });
            *from = to;
        }
    };
    for (instant, change) in changes {
        close(&mut from, instant, count);
        count = count.saturating_add(change);
    }
    close(&mut from, period.to, count);
    slots
}

/// The most that is taken at one moment of a period.
pub fn peak(taken: &[Taken], period: Period) -> u64 {
    occupancy(taken, period).into_iter().map(|slot| slot.taken).max().unwrap_or_default()
}
