//! The directory of applicants: records, what they are found by, their journals.

use std::collections::BTreeSet;

use rusqlite::{Connection, Row, params_from_iter};

use super::seek::Values;
use super::{all, change, damaged, first, instant, json, limit, number, prefixes, to_json, uuid};
use crate::error::Result;
use crate::request::{Profile, ProfileChange, ProfileId, ProfileKey};
use crate::store::{Page, ProfileFilter};

pub(in super::super) fn profile(connection: &Connection, id: ProfileId) -> Result<Option<Profile>> {
    let sql = "SELECT body FROM profile WHERE id = ?1";
    first(connection, sql, [id.0.as_bytes()], |row| json(row, 0))
}

pub(in super::super) fn profiles(
    connection: &Connection,
    filter: &ProfileFilter,
    page: &Page,
) -> Result<Vec<Profile>> {
    let mut values = Values::default();
    let mut before = String::new();
    if let Some((_, id)) = page.after {
        before = format!("< (SELECT row FROM profile WHERE id = {})", values.bind(id.as_bytes().to_vec()));
    }
    let place =
        |column: &str| if before.is_empty() { String::new() } else { format!("AND {column} {before}") };
    let found = match filter {
        ProfileFilter::Words(words) => match prefixes(words) {
            Some(query) => {
                let query = values.bind(query);
                let place = place("rowid");
                format!("SELECT rowid AS row FROM profile_words WHERE profile_words MATCH {query} {place}")
            }
            None => format!("SELECT row FROM profile WHERE merged IS NULL {}", place("row")),
        },
        ProfileFilter::Keys(keys) => {
            let place = place("profile");
            let mut of = |key: &ProfileKey| {
                let (kind, key) = told(key);
                let (kind, key) = (values.bind(kind), values.bind(key));
                format!("SELECT profile AS row FROM profile_key WHERE kind = {kind} AND key = {key} {place}")
            };
            match keys.iter().map(&mut of).collect::<Vec<_>>() {
                keys if keys.is_empty() => return Ok(Vec::new()),
                keys => keys.join(" UNION "),
            }
        }
    };
    let most = values.bind(limit(page.limit));
    let sql = format!("{found} ORDER BY row DESC LIMIT {most}");
    let rows = all(connection, &sql, params_from_iter(values.into_vec()), |row| Ok(row.get::<_, i64>(0)?))?;
    let mut profiles = Vec::new();
    for row in rows {
        let body = first(connection, "SELECT body FROM profile WHERE row = ?1", [row], |row| json(row, 0))?;
        profiles.push(body.ok_or_else(damaged)?);
    }
    Ok(profiles)
}

pub(in super::super) fn merged_into(connection: &Connection, id: ProfileId) -> Result<Vec<ProfileId>> {
    let sql = "SELECT id FROM profile WHERE merged = (SELECT row FROM profile WHERE id = ?1) ORDER BY row";
    all(connection, sql, [id.0.as_bytes()], |row| Ok(ProfileId(uuid(row, 0)?)))
}

pub(in super::super) fn changes(
    connection: &Connection,
    id: ProfileId,
    most: usize,
) -> Result<Vec<ProfileChange>> {
    let sql = "SELECT revision, at, actor, action, changed FROM profile_change
               WHERE profile = (SELECT row FROM profile WHERE id = ?1) ORDER BY revision DESC LIMIT ?2";
    all(connection, sql, (id.0.as_bytes(), limit(most)), |row| {
        Ok(ProfileChange {
            revision: number(row, 0)?,
            at: instant(row, 1)?,
            actor: json(row, 2)?,
            action: json(row, 3)?,
            changed: json(row, 4)?,
        })
    })
}

pub(in super::super) fn put_profile(
    connection: &Connection,
    profile: &Profile,
    line: &ProfileChange,
) -> Result<()> {
    let before = first(
        connection,
        "SELECT row, body, words FROM profile WHERE id = ?1",
        [profile.id.0.as_bytes()],
        |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, json::<Profile>(row, 1)?, row.get::<_, String>(2)?)),
    )?;
    let (body, words) = (to_json(profile)?, words(profile));
    let (row, known, old_words) = match before {
        None => {
            let sql = "INSERT INTO profile (id, body, words) VALUES (?1, ?2, ?3)";
            change(connection, sql, (profile.id.0.as_bytes(), body, &words))?;
            (connection.last_insert_rowid(), None, None)
        }
        Some((row, known, old_words)) => {
            change(
                connection,
                "UPDATE profile SET body = ?2, words = ?3 WHERE row = ?1",
                (row, body, &words),
            )?;
            (row, Some(known), Some(old_words))
        }
    };
    write_words(connection, row, old_words.as_deref(), &words)?;
    write_keys(connection, row, known.as_ref(), profile)?;
    if let Some(into) = profile.merged_into {
        let sql = "UPDATE profile SET merged = (SELECT row FROM profile WHERE id = ?2) WHERE row = ?1 OR merged = ?1";
        change(connection, sql, (row, into.0.as_bytes()))?;
    }
    let sql = "INSERT INTO profile_change (profile, revision, at, actor, action, changed)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let (actor, action, changed) = (to_json(&line.actor)?, to_json(&line.action)?, to_json(&line.changed)?);
    let line = (row, line.revision.cast_signed(), line.at.milliseconds(), actor, action, changed);
    change(connection, sql, line)?;
    Ok(())
}

/// A key, as the table has it.
fn told(key: &ProfileKey) -> (String, String) {
    let (kind, key) = match key {
        ProfileKey::Account(account) => ("account", account),
        ProfileKey::Identity(identity) => {
            return (format!("identity:{}", identity.provider), identity.sub.clone());
        }
        ProfileKey::Email(email) => ("email", email),
        ProfileKey::Phone(phone) => ("phone", phone),
        ProfileKey::Siret(siret) => ("siret", siret),
        ProfileKey::Rna(rna) => ("rna", rna),
    };
    (kind.to_owned(), key.clone())
}

/// The keys by which a record is found: none once it was merged.
fn keys(profile: &Profile) -> BTreeSet<(String, String)> {
    match profile.merged_into {
        Some(_) => BTreeSet::new(),
        None => profile.keys().iter().map(told).collect(),
    }
}

/// Its words, each after a space: none once it was merged.
fn words(profile: &Profile) -> String {
    match profile.merged_into {
        Some(_) => String::new(),
        None => profile.words().iter().map(|word| format!(" {word}")).collect(),
    }
}

fn write_words(connection: &Connection, row: i64, before: Option<&str>, words: &str) -> Result<()> {
    if before == Some(words) {
        return Ok(());
    }
    if let Some(before) = before {
        let sql = "INSERT INTO profile_words (profile_words, rowid, words) VALUES ('delete', ?1, ?2)";
        change(connection, sql, (row, before))?;
    }
    change(connection, "INSERT INTO profile_words (rowid, words) VALUES (?1, ?2)", (row, words))?;
    Ok(())
}

fn write_keys(connection: &Connection, row: i64, known: Option<&Profile>, profile: &Profile) -> Result<()> {
    let before = known.map(keys).unwrap_or_default();
    let after = keys(profile);
    for (kind, key) in before.difference(&after) {
        let sql = "DELETE FROM profile_key WHERE kind = ?1 AND key = ?2 AND profile = ?3";
        change(connection, sql, (kind, key, row))?;
    }
    for (kind, key) in after.difference(&before) {
        let sql = "INSERT INTO profile_key (kind, key, profile) VALUES (?1, ?2, ?3)";
        change(connection, sql, (kind, key, row))?;
    }
    Ok(())
}
