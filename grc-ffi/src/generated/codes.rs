//! A constant for each code of the engine. Made by `make functions`: do not edit.

use std::ffi::CStr;

/// The text is not JSON, or not as strict as the engine wants it.
pub const GRC_INVALID_JSON: i32 = 100;
/// A command has an unknown key, lacks one, or has one of the wrong type.
pub const GRC_INVALID_INPUT: i32 = 101;
/// There is no such operation.
pub const GRC_UNKNOWN_OPERATION: i32 = 102;
/// Definitions have faults; nothing of them was published.
pub const GRC_INVALID_DEFINITION: i32 = 110;
/// A file or directory of definitions could not be read.
pub const GRC_UNREADABLE_DEFINITION: i32 = 111;
/// Answers have faults; nothing was filed.
pub const GRC_INVALID_ANSWERS: i32 = 112;
/// A condition or a computed value could not be evaluated.
pub const GRC_EVALUATION_FAILED: i32 = 113;
/// The text is not an identifier of that kind.
pub const GRC_INVALID_IDENTIFIER: i32 = 114;
/// The host did not give a list of options that the form expects from it.
pub const GRC_MISSING_LIST: i32 = 115;
/// There is no such thing, or the actor may not know of it.
pub const GRC_NOT_FOUND: i32 = 120;
/// The actor sees it but may not do this.
pub const GRC_FORBIDDEN: i32 = 121;
/// The applicant must identify themselves better.
pub const GRC_IDENTITY_REQUIRED: i32 = 122;
/// The procedure takes no new request.
pub const GRC_PROCEDURE_CLOSED: i32 = 130;
/// The scenario is not offered to this visitor.
pub const GRC_SCENARIO_NOT_OFFERED: i32 = 131;
/// The scenario takes no request: it informs or redirects.
pub const GRC_SCENARIO_WITHOUT_REQUEST: i32 = 132;
/// The request has changed since the caller read it.
pub const GRC_STALE_REVISION: i32 = 140;
/// The idempotency key was used for another input.
pub const GRC_IDEMPOTENCY_MISMATCH: i32 = 141;
/// The request's status does not offer this transition, or its condition does not hold.
pub const GRC_TRANSITION_NOT_OFFERED: i32 = 142;
/// The task has already ended, or another agent has it.
pub const GRC_TASK_NOT_AVAILABLE: i32 = 143;
/// The draft has expired.
pub const GRC_DRAFT_EXPIRED: i32 = 144;
/// Automatic transitions went round in a circle.
pub const GRC_CIRCUIT_LOOP: i32 = 145;
/// The request is closed.
pub const GRC_REQUEST_CLOSED: i32 = 146;
/// The business application's identifier is that of another request.
pub const GRC_EXTERNAL_ID_TAKEN: i32 = 147;
/// The signature of a call received is wrong, or too old.
pub const GRC_INVALID_SIGNATURE: i32 = 150;
/// The host provides no such secret.
pub const GRC_SECRET_MISSING: i32 = 151;
/// The address is not one that the engine may call.
pub const GRC_ADDRESS_REFUSED: i32 = 152;
/// The message's lease is over: another worker has it.
pub const GRC_LEASE_LOST: i32 = 153;
/// The file has more bytes than the host takes.
pub const GRC_FILE_TOO_LARGE: i32 = 154;
/// The virus scanner found something in the file.
pub const GRC_FILE_INFECTED: i32 = 155;
/// The content of a file could not be read to its end.
pub const GRC_UNREADABLE_FILE: i32 = 156;
/// A file could not be written where the caller wants it.
pub const GRC_UNWRITABLE_FILE: i32 = 157;
/// The file is not a store of this library.
pub const GRC_STORE_NOT_GRC: i32 = 160;
/// The store was written by a newer version of the library.
pub const GRC_STORE_NEWER: i32 = 161;
/// The store cannot be written.
pub const GRC_STORE_READ_ONLY: i32 = 162;
/// The disk is full.
pub const GRC_STORE_FULL: i32 = 163;
/// The store is damaged.
pub const GRC_STORE_CORRUPT: i32 = 164;
/// Others kept the store too long.
pub const GRC_STORE_BUSY: i32 = 165;
/// The store was opened before a `fork`, in another process.
pub const GRC_STORE_FORKED: i32 = 166;
/// Another SQLite library in this process has opened the store.
pub const GRC_STORE_SHARED: i32 = 167;
/// The disk failed, or a path is wrong.
pub const GRC_STORE_IO: i32 = 168;
/// A file of the store was deleted, moved or replaced while open.
pub const GRC_STORE_REPLACED: i32 = 169;
/// SQLite is of a version that may corrupt the store.
pub const GRC_STORE_SQLITE_TOO_OLD: i32 = 170;
/// The file system does not support what the store needs.
pub const GRC_STORE_NO_WRITE_AHEAD_LOG: i32 = 171;
/// The database gave up the operation.
pub const GRC_STORE_ROLLED_BACK: i32 = 172;
/// Something that should not happen, in the store.
pub const GRC_STORE_UNEXPECTED: i32 = 173;
/// Something that should not happen.
pub const GRC_INTERNAL: i32 = 199;
/// The two requests cannot be tied in this way.
pub const GRC_LINK_REFUSED: i32 = 210;
/// The circuit ties the request to a reference that no request has.
pub const GRC_LINKED_REQUEST_UNKNOWN: i32 = 211;
/// Requests that create one another went too far.
pub const GRC_TOO_MANY_GENERATIONS: i32 = 212;
/// An action would create too many requests.
pub const GRC_TOO_MANY_CREATED: i32 = 213;
/// One of the two requests was only tried, the other is real.
pub const GRC_TRIAL_MISMATCH: i32 = 214;
/// The due date has already passed.
pub const GRC_DUE_IN_PAST: i32 = 220;
/// The agent does not process the tasks of that service.
pub const GRC_AGENT_OF_ANOTHER_SERVICE: i32 = 221;
/// Neither the agent who has the task nor its service can be written to.
pub const GRC_NOBODY_TO_REMIND: i32 = 222;
/// Too little is left of what the request claims: the room is taken that day, the workshop is full.
pub const GRC_CLAIM_CONFLICT: i32 = 230;
/// This agent cannot stand in, or someone who stands in would be away.
pub const GRC_DELEGATION_REFUSED: i32 = 240;
/// An answer is amended that was not asked again.
pub const GRC_NOT_ASKED: i32 = 250;
/// An answer that was asked again and is indispensable is missing.
pub const GRC_MISSING_CORRECTION: i32 = 251;
/// The record of the directory was merged into another, which answers for it: `details.kept`.
pub const GRC_APPLICANT_MERGED: i32 = 260;
/// The account or the identity is that of another record of the directory.
pub const GRC_APPLICANT_KEY_TAKEN: i32 = 261;
/// The circuit has no status of that name.
pub const GRC_UNKNOWN_STATUS: i32 = 290;
/// The dates of a request that is taken over do not follow each other, or are still to come.
pub const GRC_DATES_DISAGREE: i32 = 291;
/// Too many calls of a business application wait for requests that have not come.
pub const GRC_TOO_MANY_WAITING_CALLS: i32 = 300;
/// A value of the host's language has no form that the engine takes.
pub const GRC_UNSUPPORTED_VALUE: i32 = 330;
/// The engine was closed.
pub const GRC_ENGINE_CLOSED: i32 = 331;
/// What the host provides failed: its clock.
pub const GRC_HOOK_FAILED: i32 = 332;

/// What a code means, in English.
pub(crate) fn meaning(status: i32) -> Option<&'static CStr> {
    Some(match status {
        GRC_INVALID_JSON => c"The text is not JSON, or not as strict as the engine wants it",
        GRC_INVALID_INPUT => c"A command has an unknown key, lacks one, or has one of the wrong type",
        GRC_UNKNOWN_OPERATION => c"There is no such operation",
        GRC_INVALID_DEFINITION => c"Definitions have faults; nothing of them was published",
        GRC_UNREADABLE_DEFINITION => c"A file or directory of definitions could not be read",
        GRC_INVALID_ANSWERS => c"Answers have faults; nothing was filed",
        GRC_EVALUATION_FAILED => c"A condition or a computed value could not be evaluated",
        GRC_INVALID_IDENTIFIER => c"The text is not an identifier of that kind",
        GRC_MISSING_LIST => c"The host did not give a list of options that the form expects from it",
        GRC_NOT_FOUND => c"There is no such thing, or the actor may not know of it",
        GRC_FORBIDDEN => c"The actor sees it but may not do this",
        GRC_IDENTITY_REQUIRED => c"The applicant must identify themselves better",
        GRC_PROCEDURE_CLOSED => c"The procedure takes no new request",
        GRC_SCENARIO_NOT_OFFERED => c"The scenario is not offered to this visitor",
        GRC_SCENARIO_WITHOUT_REQUEST => c"The scenario takes no request: it informs or redirects",
        GRC_STALE_REVISION => c"The request has changed since the caller read it",
        GRC_IDEMPOTENCY_MISMATCH => c"The idempotency key was used for another input",
        GRC_TRANSITION_NOT_OFFERED => {
            c"The request's status does not offer this transition, or its condition does not hold"
        }
        GRC_TASK_NOT_AVAILABLE => c"The task has already ended, or another agent has it",
        GRC_DRAFT_EXPIRED => c"The draft has expired",
        GRC_CIRCUIT_LOOP => c"Automatic transitions went round in a circle",
        GRC_REQUEST_CLOSED => c"The request is closed",
        GRC_EXTERNAL_ID_TAKEN => c"The business application's identifier is that of another request",
        GRC_INVALID_SIGNATURE => c"The signature of a call received is wrong, or too old",
        GRC_SECRET_MISSING => c"The host provides no such secret",
        GRC_ADDRESS_REFUSED => c"The address is not one that the engine may call",
        GRC_LEASE_LOST => c"The message's lease is over: another worker has it",
        GRC_FILE_TOO_LARGE => c"The file has more bytes than the host takes",
        GRC_FILE_INFECTED => c"The virus scanner found something in the file",
        GRC_UNREADABLE_FILE => c"The content of a file could not be read to its end",
        GRC_UNWRITABLE_FILE => c"A file could not be written where the caller wants it",
        GRC_STORE_NOT_GRC => c"The file is not a store of this library",
        GRC_STORE_NEWER => c"The store was written by a newer version of the library",
        GRC_STORE_READ_ONLY => c"The store cannot be written",
        GRC_STORE_FULL => c"The disk is full",
        GRC_STORE_CORRUPT => c"The store is damaged",
        GRC_STORE_BUSY => c"Others kept the store too long",
        GRC_STORE_FORKED => c"The store was opened before a `fork`, in another process",
        GRC_STORE_SHARED => c"Another SQLite library in this process has opened the store",
        GRC_STORE_IO => c"The disk failed, or a path is wrong",
        GRC_STORE_REPLACED => c"A file of the store was deleted, moved or replaced while open",
        GRC_STORE_SQLITE_TOO_OLD => c"SQLite is of a version that may corrupt the store",
        GRC_STORE_NO_WRITE_AHEAD_LOG => c"The file system does not support what the store needs",
        GRC_STORE_ROLLED_BACK => c"The database gave up the operation",
        GRC_STORE_UNEXPECTED => c"Something that should not happen, in the store",
        GRC_INTERNAL => c"Something that should not happen",
        GRC_LINK_REFUSED => c"The two requests cannot be tied in this way",
        GRC_LINKED_REQUEST_UNKNOWN => c"The circuit ties the request to a reference that no request has",
        GRC_TOO_MANY_GENERATIONS => c"Requests that create one another went too far",
        GRC_TOO_MANY_CREATED => c"An action would create too many requests",
        GRC_TRIAL_MISMATCH => c"One of the two requests was only tried, the other is real",
        GRC_DUE_IN_PAST => c"The due date has already passed",
        GRC_AGENT_OF_ANOTHER_SERVICE => c"The agent does not process the tasks of that service",
        GRC_NOBODY_TO_REMIND => c"Neither the agent who has the task nor its service can be written to",
        GRC_CLAIM_CONFLICT => {
            c"Too little is left of what the request claims: the room is taken that day, the workshop is full"
        }
        GRC_DELEGATION_REFUSED => c"This agent cannot stand in, or someone who stands in would be away",
        GRC_NOT_ASKED => c"An answer is amended that was not asked again",
        GRC_MISSING_CORRECTION => c"An answer that was asked again and is indispensable is missing",
        GRC_APPLICANT_MERGED => {
            c"The record of the directory was merged into another, which answers for it: `details.kept`"
        }
        GRC_APPLICANT_KEY_TAKEN => c"The account or the identity is that of another record of the directory",
        GRC_UNKNOWN_STATUS => c"The circuit has no status of that name",
        GRC_DATES_DISAGREE => {
            c"The dates of a request that is taken over do not follow each other, or are still to come"
        }
        GRC_TOO_MANY_WAITING_CALLS => {
            c"Too many calls of a business application wait for requests that have not come"
        }
        GRC_UNSUPPORTED_VALUE => c"A value of the host's language has no form that the engine takes",
        GRC_ENGINE_CLOSED => c"The engine was closed",
        GRC_HOOK_FAILED => c"What the host provides failed: its clock",
        _ => return None,
    })
}
