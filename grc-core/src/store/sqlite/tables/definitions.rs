//! Publications and what they brought.

use rusqlite::{Connection, Row};

use super::{all, change, first, instant, limit, number, prefixes, texts};
use crate::definition::Id;
use crate::error::{Error, Result};
use crate::request::Instant;
use crate::request::history::Hash;
use crate::store::{NewVersion, ProcedureVersion, Publication, Withdrawal};

/// What [`version`] reads, in its order.
const VERSION: &str = "SELECT p.id, v.version, v.publication, v.hash, v.sealed, p.withdrawn_at, p.replacement
     FROM procedure p JOIN procedure_version v ON v.procedure = p.row";

/// How much a word weighs in a title, in the keywords, elsewhere.
const WEIGHTS: &str = "10.0, 5.0, 1.0";

pub(in super::super) fn publication(connection: &Connection) -> Result<u64> {
    let last = first(connection, "SELECT number FROM publication ORDER BY number DESC LIMIT 1", [], |row| {
        number(row, 0)
    })?;
    Ok(last.unwrap_or(0))
}

pub(in super::super) fn current(connection: &Connection) -> Result<Vec<ProcedureVersion>> {
    let sql = format!("{VERSION} WHERE v.version = p.version AND p.withdrawn_at IS NULL ORDER BY p.id");
    all(connection, &sql, [], version)
}

pub(in super::super) fn versions(connection: &Connection) -> Result<Vec<(Id, u32)>> {
    let sql = "SELECT p.id, v.version FROM procedure_version v JOIN procedure p ON p.row = v.procedure
               ORDER BY v.row DESC";
    all(connection, sql, [], |row| Ok((Id(row.get(0)?), row.get(1)?)))
}

pub(in super::super) fn procedure(
    connection: &Connection,
    id: &str,
    wanted: Option<u32>,
) -> Result<Option<ProcedureVersion>> {
    let sql = format!("{VERSION} WHERE p.id = ?1 AND v.version = coalesce(?2, p.version)");
    first(connection, &sql, (id, wanted), version)
}

pub(in super::super) fn option_list(connection: &Connection, hash: &Hash) -> Result<Option<String>> {
    first(connection, "SELECT sealed FROM option_list WHERE hash = ?1", [hash], |row| Ok(row.get(0)?))
}

pub(in super::super) fn search(connection: &Connection, words: &[String], most: usize) -> Result<Vec<Id>> {
    let id = |row: &Row<'_>| Ok(Id(row.get(0)?));
    let Some(query) = prefixes(words) else {
        let sql = "SELECT id FROM procedure WHERE withdrawn_at IS NULL ORDER BY id LIMIT ?1";
        return all(connection, sql, [limit(most)], id);
    };
    let sql = format!(
        "SELECT p.id FROM procedure_words JOIN procedure p ON p.row = procedure_words.rowid
         WHERE procedure_words MATCH ?1 ORDER BY bm25(procedure_words, {WEIGHTS}), p.id LIMIT ?2"
    );
    all(connection, &sql, (query, limit(most)), id)
}

pub(in super::super) fn publish(connection: &Connection, publication: &Publication) -> Result<u64> {
    change(
        connection,
        "INSERT INTO publication (at) VALUES (?1)",
        [publication.at.map(Instant::milliseconds)],
    )?;
    let number = connection.last_insert_rowid();
    for (hash, sealed) in &publication.lists {
        change(
            connection,
            "INSERT INTO option_list (hash, sealed) VALUES (?1, ?2) ON CONFLICT (hash) DO NOTHING",
            (hash, sealed),
        )?;
    }
    for version in &publication.versions {
        publish_version(connection, number, version)?;
    }
    for (id, withdrawal) in &publication.withdrawals {
        withdraw(connection, id, withdrawal)?;
    }
    for correction in &publication.texts {
        let procedure = row_of(connection, &correction.procedure)?;
        texts::correct(connection, number, procedure, correction)?;
    }
    Ok(number.cast_unsigned())
}

fn publish_version(connection: &Connection, publication: i64, new: &NewVersion) -> Result<()> {
    let last = procedure(connection, new.id.as_str(), None)?.map_or(0, |last| last.version);
    if new.version != last.saturating_add(1) {
        return Err(Error::internal("the version of a procedure does not follow the last one"));
    }
    change(
        connection,
        "INSERT INTO procedure (id, version) VALUES (?1, ?2) ON CONFLICT (id)
         DO UPDATE SET version = excluded.version, withdrawn_at = NULL, replacement = NULL",
        (new.id.as_str(), new.version),
    )?;
    let row = row_of(connection, &new.id)?;
    change(
        connection,
        "INSERT INTO procedure_version (procedure, version, publication, hash, sealed)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        (row, new.version, publication, new.hash, &new.sealed),
    )?;
    change(connection, "DELETE FROM procedure_words WHERE rowid = ?1", [row])?;
    let [title, keywords, rest] = &new.words;
    change(
        connection,
        "INSERT INTO procedure_words (rowid, title, keywords, rest) VALUES (?1, ?2, ?3, ?4)",
        (row, title, keywords, rest),
    )?;
    Ok(())
}

fn withdraw(connection: &Connection, id: &Id, withdrawal: &Withdrawal) -> Result<()> {
    let row = row_of(connection, id)?;
    change(
        connection,
        "UPDATE procedure SET withdrawn_at = ?2, replacement = ?3 WHERE row = ?1",
        (row, withdrawal.at.milliseconds(), withdrawal.replacement.as_ref().map(Id::as_str)),
    )?;
    change(connection, "DELETE FROM procedure_words WHERE rowid = ?1", [row])?;
    Ok(())
}

fn row_of(connection: &Connection, id: &Id) -> Result<i64> {
    let row =
        first(connection, "SELECT row FROM procedure WHERE id = ?1", [id.as_str()], |row| Ok(row.get(0)?))?;
    row.ok_or_else(|| Error::not_found("démarche", "procedure"))
}

fn version(row: &Row<'_>) -> Result<ProcedureVersion> {
    let withdrawn = match row.get::<_, Option<i64>>(5)? {
        None => None,
        Some(_) => {
            Some(Withdrawal { at: instant(row, 5)?, replacement: row.get::<_, Option<String>>(6)?.map(Id) })
        }
    };
    Ok(ProcedureVersion {
        id: Id(row.get(0)?),
        version: row.get(1)?,
        publication: number(row, 2)?,
        hash: row.get(3)?,
        sealed: row.get(4)?,
        withdrawn,
    })
}
