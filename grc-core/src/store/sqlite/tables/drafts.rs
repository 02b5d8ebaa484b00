//! Answers begun and not filed.

use rusqlite::{Connection, Row};

use super::{change, first, from_json, instant, json, number, to_json, uuid};
use crate::definition::Id;
use crate::error::Result;
use crate::request::{Instant, RequestId};
use crate::store::Draft;

pub(in super::super) fn draft(connection: &Connection, id: RequestId) -> Result<Option<Draft>> {
    let sql = "SELECT id, procedure, scenario, owner, applicant, answers, revision, saved_at, expires_at
               FROM draft WHERE id = ?1";
    first(connection, sql, [id.0.as_bytes()], read)
}

pub(in super::super) fn put_draft(connection: &Connection, draft: &Draft) -> Result<()> {
    change(
        connection,
        "INSERT INTO draft (id, procedure, scenario, owner, applicant, answers, revision, saved_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (id) DO UPDATE SET
           procedure = excluded.procedure, scenario = excluded.scenario, owner = excluded.owner,
           applicant = excluded.applicant, answers = excluded.answers, revision = excluded.revision,
           saved_at = excluded.saved_at, expires_at = excluded.expires_at",
        (
            draft.id.0.as_bytes(),
            draft.procedure.as_str(),
            draft.scenario.as_str(),
            &draft.owner,
            draft.applicant.as_ref().map(to_json).transpose()?,
            to_json(&draft.answers)?,
            draft.revision.cast_signed(),
            draft.saved_at.milliseconds(),
            draft.expires_at.milliseconds(),
        ),
    )?;
    Ok(())
}

pub(in super::super) fn remove_draft(connection: &Connection, id: RequestId) -> Result<()> {
    change(connection, "DELETE FROM draft WHERE id = ?1", [id.0.as_bytes()])?;
    Ok(())
}

/// A draft expires at its end, not after it: whoever comes back when it is due finds it due.
pub(in super::super) fn remove_expired_drafts(connection: &Connection, now: Instant) -> Result<usize> {
    change(connection, "DELETE FROM draft WHERE expires_at <= ?1", [now.milliseconds()])
}

fn read(row: &Row<'_>) -> Result<Draft> {
    Ok(Draft {
        id: RequestId(uuid(row, 0)?),
        procedure: Id(row.get(1)?),
        scenario: Id(row.get(2)?),
        owner: row.get(3)?,
        applicant: row.get::<_, Option<String>>(4)?.as_deref().map(from_json).transpose()?,
        answers: json(row, 5)?,
        revision: number(row, 6)?,
        saved_at: instant(row, 7)?,
        expires_at: instant(row, 8)?,
    })
}
