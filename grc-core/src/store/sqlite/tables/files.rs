//! Files, and their contents in chunks: each content once.
//!
//! A content that is being received, or that no file has any longer, has no digest and an end: what is found by its
//! digest is always whole.

use rusqlite::{Connection, Row};

use super::{
    all, change, damaged, first, instant, json, limit, named, number, optional_instant, to_json, uuid,
};
use crate::error::{Error, Result};
use crate::request::history::Hash;
use crate::request::{AttachedFile, File, FileId, Instant, Request, RequestId, Sha256};
use crate::store::{ContentKey, Removed};

const FILE: &str =
    "SELECT f.id, f.name, f.media_type, c.size, c.sha256, f.verdict, f.attached_by, f.attached_at, r.id,
                      f.expires_at
                    FROM file f JOIN content c ON c.row = f.content LEFT JOIN request r ON r.row = f.request";

pub(in super::super) fn file(connection: &Connection, id: FileId) -> Result<Option<AttachedFile>> {
    first(connection, &format!("{FILE} WHERE f.id = ?1"), [id.0.as_bytes()], read)
}

pub(in super::super) fn pending_files(connection: &Connection, most: usize) -> Result<Vec<AttachedFile>> {
    let sql = format!("{FILE} WHERE f.verdict = 'pending' ORDER BY f.row LIMIT ?1");
    all(connection, &sql, [limit(most)], read)
}

pub(in super::super) fn file_bytes(connection: &Connection, id: FileId, offset: u64) -> Result<Vec<u8>> {
    let sql = "SELECT k.start, k.bytes FROM file f JOIN content_chunk k ON k.content = f.content
               WHERE f.id = ?1 AND k.start <= ?2 ORDER BY k.start DESC LIMIT 1";
    let position = i64::try_from(offset).unwrap_or(i64::MAX);
    let found = first(connection, sql, (id.0.as_bytes(), position), |row| {
        let skipped = usize::try_from(offset.saturating_sub(number(row, 0)?)).unwrap_or(usize::MAX);
        let bytes = row.get_ref(1)?.as_blob().map_err(|_| damaged())?;
        Ok(bytes.get(skipped..).unwrap_or_default().to_vec())
    })?;
    Ok(found.unwrap_or_default())
}

pub(in super::super) fn add_chunk(
    connection: &Connection,
    content: Option<ContentKey>,
    bytes: &[u8],
    expires_at: Instant,
) -> Result<ContentKey> {
    let content = match content {
        Some(ContentKey(row)) => row,
        None => {
            let sql = "INSERT INTO content (sha256, size, expires_at) VALUES (NULL, 0, ?1)";
            change(connection, sql, [expires_at.milliseconds()])?;
            connection.last_insert_rowid()
        }
    };
    let length = i64::try_from(bytes.len()).map_err(|_| Error::internal("a chunk is too large"))?;
    let sql = "UPDATE content SET size = size + ?2, expires_at = ?3 WHERE row = ?1 AND sha256 IS NULL
               RETURNING size - ?2";
    let start: Option<i64> =
        first(connection, sql, (content, length, expires_at.milliseconds()), |row| Ok(row.get(0)?))?;
    let start = start.ok_or_else(gone)?;
    change(
        connection,
        "INSERT INTO content_chunk (content, start, bytes) VALUES (?1, ?2, ?3)",
        (content, start, bytes),
    )?;
    Ok(ContentKey(content))
}

pub(in super::super) fn abandon_content(
    connection: &Connection,
    ContentKey(content): ContentKey,
    now: Instant,
) -> Result<()> {
    let sql = "UPDATE content SET expires_at = ?2 WHERE row = ?1 AND sha256 IS NULL";
    change(connection, sql, (content, now.milliseconds()))?;
    Ok(())
}

/// The chunks of a content that is there already go later, not here: whoever attaches a file waits no longer, nor less,
/// because someone else had the same.
pub(in super::super) fn add_file(
    connection: &Connection,
    content: ContentKey,
    attached: &AttachedFile,
) -> Result<()> {
    let file = &attached.file;
    let sql = "SELECT row FROM content WHERE sha256 = ?1";
    let same: Option<i64> = first(connection, sql, [file.sha256.0], |row| Ok(row.get(0)?))?;
    let kept = match same {
        Some(same) => {
            abandon_content(connection, content, file.attached_at)?;
            same
        }
        None => {
            let sql = "UPDATE content SET sha256 = ?2, expires_at = NULL
                       WHERE row = ?1 AND sha256 IS NULL AND size = ?3";
            match change(connection, sql, (content.0, file.sha256.0, file.size.cast_signed()))? {
                1 => content.0,
                _ => return Err(gone()),
            }
        }
    };
    change(
        connection,
        "INSERT INTO file (id, content, request, name, media_type, verdict, attached_by, attached_at, expires_at)
         VALUES (?1, ?2, (SELECT row FROM request WHERE id = ?3), ?4, ?5, ?6, ?7, ?8, ?9)",
        (
            file.id.0.as_bytes(),
            kept,
            attached.request.map(|request| request.0.into_bytes()),
            &file.name,
            &file.media_type,
            file.verdict.name(),
            to_json(&file.attached_by)?,
            file.attached_at.milliseconds(),
            attached.expires_at.map(Instant::milliseconds),
        ),
    )?;
    Ok(())
}

pub(in super::super) fn update_file(connection: &Connection, attached: &AttachedFile) -> Result<()> {
    let sql = "UPDATE file SET verdict = ?2, expires_at = ?3 WHERE id = ?1";
    let expires_at = attached.expires_at.map(Instant::milliseconds);
    change(connection, sql, (attached.file.id.0.as_bytes(), attached.file.verdict.name(), expires_at))?;
    Ok(())
}

/// A request keeps the files that it was given. A file has one request.
pub(super) fn keep(
    connection: &Connection,
    row: i64,
    previous: Option<&Request>,
    request: &Request,
) -> Result<()> {
    let known = previous.map_or(&[][..], |previous| &previous.files);
    for given in request.files.iter().filter(|given| !known.iter().any(|known| known.id == given.id)) {
        let sql = "UPDATE file SET request = ?2, expires_at = NULL WHERE id = ?1 AND request IS NULL";
        if change(connection, sql, (given.id.0.as_bytes(), row))? != 1 {
            return Err(Error::internal("a request was given a file that is not free"));
        }
    }
    Ok(())
}

pub(in super::super) fn remove_expired_files(
    connection: &Connection,
    now: Instant,
    most: usize,
) -> Result<Removed> {
    let now = now.milliseconds();
    let sql = "SELECT row, content FROM file WHERE expires_at <= ?1 LIMIT ?2";
    let files: Vec<(i64, i64)> =
        all(connection, sql, (now, limit(most)), |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (file, content) in &files {
        change(connection, "DELETE FROM file WHERE row = ?1", [file])?;
        let orphaned = "UPDATE content SET sha256 = NULL, expires_at = ?2
                        WHERE row = ?1 AND NOT EXISTS (SELECT 1 FROM file WHERE content = ?1)";
        change(connection, orphaned, (content, now))?;
    }
    let left = most.saturating_sub(files.len());
    let sql = "DELETE FROM content_chunk WHERE row IN (
                 SELECT k.row FROM content c JOIN content_chunk k ON k.content = c.row
                 WHERE c.expires_at <= ?1 LIMIT ?2)";
    let chunks = change(connection, sql, (now, limit(left)))?;
    let sql = "DELETE FROM content WHERE expires_at <= ?1
                 AND NOT EXISTS (SELECT 1 FROM content_chunk WHERE content = content.row)";
    change(connection, sql, [now])?;
    Ok(Removed { files: files.len(), is_done: chunks < left })
}

/// A content that expired before its end came.
fn gone() -> Error {
    Error::not_found("fichier", "file")
}

fn read(row: &Row<'_>) -> Result<AttachedFile> {
    let request: Option<[u8; 16]> = row.get(8)?;
    Ok(AttachedFile {
        file: File {
            id: FileId(uuid(row, 0)?),
            name: row.get(1)?,
            media_type: row.get(2)?,
            size: number(row, 3)?,
            sha256: Sha256(row.get::<_, Hash>(4)?),
            verdict: named(row, 5)?,
            attached_by: json(row, 6)?,
            attached_at: instant(row, 7)?,
        },
        request: request.map(|id| RequestId(uuid::Uuid::from_bytes(id))),
        expires_at: optional_instant(row, 9)?,
    })
}
