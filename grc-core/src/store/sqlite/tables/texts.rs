//! Texts of published procedures, corrected since.

use rusqlite::Connection;

use super::{all, change, instant, json, to_json};
use crate::definition::Id;
use crate::error::Result;
use crate::store::TextCorrection;

pub(in super::super) fn corrections(
    connection: &Connection,
    procedure: &str,
    version: u32,
) -> Result<Vec<TextCorrection>> {
    let sql = "SELECT t.at, t.by, t.version, t.text, t.words FROM text_correction t
       WHERE t.procedure = (SELECT row FROM procedure WHERE id = ?1) AND t.version >= ?2 ORDER BY t.row";
    all(connection, sql, (procedure, version), |row| {
        let words: Option<String> = row.get(4)?;
        Ok(TextCorrection {
            at: instant(row, 0)?,
            by: json(row, 1)?,
            procedure: Id(procedure.to_owned()),
            version: row.get(2)?,
            text: json(row, 3)?,
            words: words.map(|_| json(row, 4)).transpose()?,
        })
    })
}

pub(super) fn correct(
    connection: &Connection,
    publication: i64,
    procedure: i64,
    new: &TextCorrection,
) -> Result<()> {
    change(
        connection,
        "INSERT INTO text_correction (publication, procedure, version, at, by, text, words)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (
            publication,
            procedure,
            new.version,
            new.at.milliseconds(),
            to_json(&new.by)?,
            to_json(&new.text)?,
            new.words.as_ref().map(to_json).transpose()?,
        ),
    )?;
    Ok(())
}
