//! Where a request stands in the lists that are read in order: those of services, those of tags.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::seek::Values;
use super::{change, first};
use crate::definition::Id;
use crate::error::Result;
use crate::request::Request;

/// A table of lists, each row of which is a place.
struct Lists {
    select: &'static str,
    insert: &'static str,
    delete: &'static str,
}

const SERVICES: Lists = Lists {
    select: "SELECT 1 FROM request_service
             WHERE service = ?1 AND state = ?2 AND received_at = ?3 AND request = ?4",
    insert: "INSERT INTO request_service (service, state, received_at, request) VALUES (?1, ?2, ?3, ?4)",
    delete: "DELETE FROM request_service
             WHERE service = ?1 AND state = ?2 AND received_at = ?3 AND request = ?4",
};

const TAGS: Lists = Lists {
    select: "SELECT 1 FROM request_tag WHERE tag = ?1 AND state = ?2 AND received_at = ?3 AND request = ?4",
    insert: "INSERT INTO request_tag (tag, state, received_at, request) VALUES (?1, ?2, ?3, ?4)",
    delete: "DELETE FROM request_tag WHERE tag = ?1 AND state = ?2 AND received_at = ?3 AND request = ?4",
};

/// That the request `r` has a tag.
pub(super) fn has_tag(tag: &Id, values: &mut Values) -> String {
    let tag = values.bind(tag.as_str().to_owned());
    format!(
        "EXISTS (SELECT 1 FROM request_tag t WHERE t.tag = {tag} AND t.state = r.state
         AND t.received_at = r.received_at AND t.request = r.row)"
    )
}

/// The id of a list, and what the request's place in it depends on.
type Place<'a> = (&'a str, &'static str, i64);

pub(super) fn write(
    connection: &Connection,
    row: i64,
    previous: Option<&Request>,
    request: &Request,
) -> Result<()> {
    let before = previous.map(services).unwrap_or_default();
    SERVICES.write(connection, row, &before, &services(request))?;
    let before = previous.map(tags).unwrap_or_default();
    TAGS.write(connection, row, &before, &tags(request))
}

/// Whether a request stands in each list where it should.
pub(super) fn agree(connection: &Connection, row: i64, request: &Request) -> Result<bool> {
    Ok(SERVICES.has(connection, row, &services(request))? && TAGS.has(connection, row, &tags(request))?)
}

/// The lists of the service in charge, of each task's, and of those that the present status calls upon.
fn services(request: &Request) -> BTreeSet<Place<'_>> {
    let tasks = request.tasks.iter().map(|task| &task.service);
    places(tasks.chain(&request.called_upon).chain([&request.service]), request)
}

fn tags(request: &Request) -> BTreeSet<Place<'_>> {
    places(request.tags.iter(), request)
}

fn places<'a>(ids: impl Iterator<Item = &'a Id>, request: &Request) -> BTreeSet<Place<'a>> {
    ids.map(|id| (id.as_str(), request.state.name(), request.received_at.milliseconds())).collect()
}

impl Lists {
    fn has(&self, connection: &Connection, row: i64, places: &BTreeSet<Place<'_>>) -> Result<bool> {
        for (id, state, received_at) in places {
            let known = first(connection, self.select, (id, state, received_at, row), |_| Ok(()))?;
            if known.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn write(
        &self,
        connection: &Connection,
        row: i64,
        before: &BTreeSet<Place<'_>>,
        after: &BTreeSet<Place<'_>>,
    ) -> Result<()> {
        for (id, state, received_at) in before.difference(after) {
            change(connection, self.delete, (id, state, received_at, row))?;
        }
        for (id, state, received_at) in after.difference(before) {
            change(connection, self.insert, (id, state, received_at, row))?;
        }
        Ok(())
    }
}
