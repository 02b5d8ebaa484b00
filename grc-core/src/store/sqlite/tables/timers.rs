//! What time does: timers, and when to come back.

use rusqlite::Connection;

use super::{all, damaged, first, instant, limit, optional_instant, uuid};
use crate::error::Result;
use crate::request::{Instant, RequestId, Timer};
use crate::store::DueTimer;

pub(in super::super) fn due_timers(
    connection: &Connection,
    now: Instant,
    most: usize,
) -> Result<Vec<DueTimer>> {
    let sql = "SELECT due, request_id, effect FROM timer WHERE due <= ?1
               ORDER BY due, request_id, effect LIMIT ?2";
    all(connection, sql, (now.milliseconds(), limit(most)), |row| {
        let effect = row.get_ref(2)?.as_str().map_err(|_| damaged())?.parse().map_err(|_| damaged())?;
        Ok(DueTimer { request: RequestId(uuid(row, 1)?), timer: Timer { due: instant(row, 0)?, effect } })
    })
}

pub(in super::super) fn next_due(connection: &Connection) -> Result<Option<Instant>> {
    let earliest = [
        "SELECT min(due) FROM timer",
        "SELECT min(due) FROM task WHERE watched = 1",
        "SELECT min(at) FROM waiting_call WHERE request IS NOT NULL",
        "SELECT min(expires_at) FROM waiting_call WHERE request IS NULL",
        "SELECT min(expires_at) FROM draft",
        "SELECT min(expires_at) FROM file WHERE expires_at IS NOT NULL",
        "SELECT min(expires_at) FROM content WHERE expires_at IS NOT NULL",
    ];
    let mut next: Option<Instant> = None;
    for sql in earliest {
        let one = first(connection, sql, [], |row| optional_instant(row, 0))?.flatten();
        next = next.into_iter().chain(one).min();
    }
    Ok(next)
}
