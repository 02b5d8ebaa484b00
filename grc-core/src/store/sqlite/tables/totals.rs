//! Whether totals are those of the requests, and no table has a row more than they say: seen all at once, since most of
//! these tables are not in order of request.

use rusqlite::Connection;

use super::{first, statistics};
use crate::error::Result;

/// What finds a table at fault. Each reads requests once.
const FAULTS: [(&str, &str); 14] = [
    // Statuses counted otherwise than their requests; those of trials are not counted.
    (
        "request_count",
        "SELECT 1 FROM (
           SELECT procedure, status, state, requests FROM request_count WHERE requests > 0
           EXCEPT
           SELECT r.procedure, r.status, r.state, count(*) FROM request r JOIN request_body b ON b.request = r.row
           WHERE NOT coalesce(json_extract(b.body, '$.trial'), 0) GROUP BY r.procedure, r.status, r.state
         )",
    ),
    (
        "request_count",
        "SELECT 1 WHERE (SELECT coalesce(sum(requests), 0) FROM request_count)
           <> (SELECT count(*) FROM request_body WHERE NOT coalesce(json_extract(body, '$.trial'), 0))",
    ),
    // Requests that are alike counted otherwise than they are; those of trials are not counted.
    (
        "tally",
        "SELECT 1 FROM (
           SELECT procedure, service, agent, status, state, requests FROM tally WHERE requests <> 0
           EXCEPT
           SELECT procedure, service, coalesce(agent, ''), status, state, count(*) FROM request WHERE trial = 0
           GROUP BY 1, 2, 3, 4, 5
         )",
    ),
    (
        "tally",
        "SELECT 1 WHERE (SELECT coalesce(sum(requests), 0) FROM tally) <> (SELECT count(*) FROM request WHERE trial = 0)",
    ),
    // An end that no request has.
    (
        "closed_request",
        "SELECT 1 WHERE (SELECT count(*) FROM closed_request)
           <> (SELECT count(*) FROM request WHERE closed_at IS NOT NULL AND trial = 0)",
    ),
    // Open tasks counted otherwise than they are.
    (
        "task_count",
        "SELECT 1 FROM (
           SELECT service, procedure, tasks FROM task_count WHERE tasks <> 0
           EXCEPT
           SELECT service, procedure, count(*) FROM task WHERE open = 1 GROUP BY service, procedure
         )",
    ),
    (
        "task_count",
        "SELECT 1 WHERE (SELECT coalesce(sum(tasks), 0) FROM task_count) <> (SELECT count(*) FROM task WHERE open = 1)",
    ),
    // A request in the list of a service that it is not of.
    (
        "request_service",
        "SELECT 1 WHERE (SELECT count(*) FROM request_service)
           <> (SELECT count(*) FROM (SELECT row, service FROM request UNION SELECT request, service FROM task
                 UNION SELECT b.request, c.value FROM request_body b, json_each(b.body, '$.called_upon') c))",
    ),
    // A request in the list of a sector that it is not in.
    (
        "request_sector",
        "SELECT 1 WHERE (SELECT count(*) FROM request_sector)
           <> (SELECT count(*) FROM request_body b, json_each(b.body, '$.sectors'))",
    ),
    // Tags, tasks, timers, claims and former references that no request has.
    (
        "request_tag",
        "SELECT 1 WHERE (SELECT count(*) FROM request_tag)
           <> (SELECT coalesce(sum(json_array_length(body, '$.tags')), 0) FROM request_body)",
    ),
    (
        "task",
        "SELECT 1 WHERE (SELECT count(*) FROM task)
           <> (SELECT coalesce(sum(json_array_length(body, '$.tasks')), 0) FROM request_body)",
    ),
    (
        "timer",
        "SELECT 1 WHERE (SELECT count(*) FROM timer)
           <> (SELECT coalesce(sum(json_array_length(body, '$.timers')), 0) FROM request_body)",
    ),
    (
        "taken_over",
        "SELECT 1 WHERE (SELECT count(*) FROM taken_over)
           <> (SELECT count(*) FROM request_body WHERE json_type(body, '$.former') IS NOT NULL)",
    ),
    (
        "claim",
        "SELECT 1 WHERE (SELECT count(*) FROM claim)
           <> (SELECT coalesce(sum(json_array_length(body, '$.claims')), 0) FROM request_body)",
    ),
];

/// The tables at fault, each once.
pub(in super::super) fn wrong_totals(connection: &Connection) -> Result<Vec<&'static str>> {
    let mut wrong = Vec::new();
    for (table, sql) in FAULTS {
        if first(connection, sql, [], |_| Ok(()))?.is_some() {
            wrong.push(table);
        }
    }
    if !statistics::spans_agree(connection)? {
        wrong.push("delay_tally");
    }
    wrong.dedup();
    Ok(wrong)
}
