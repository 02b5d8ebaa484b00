/*
 * grc: an embeddable engine for municipal services.
 *
 * Made from grc-ffi/src by `make header`: do not edit.
 *
 * The contract of every function:
 *
 * Status    A function that may fail returns an int32_t: 0 (GRC_OK), or why it failed. Numbers from 1 to 99 are this
 *           interface's own, numbers from 100 on are the engine's; none is ever given another meaning. What a pointer
 *           `*result`, `*length`, `*value` leads to is written on success only.
 * Data      Requests and results are JSON in UTF-8 (or in the encoding chosen at grc_open), as a pointer and a length
 *           in bytes; docs/operations.md describes them. A request may end with blanks. Every request that acts names
 *           its actor.
 * Manners   grc_OPERATION gives its result away: free it with grc_free. grc_OPERATION_keep keeps it in the engine,
 *           where grc_result, grc_result_text, grc_result_int and grc_result_count read it, as often as wanted, without
 *           doing the operation again. A failure is kept there too, in both manners.
 * Pointers  NULL where something is needed is refused (GRC_NULL_POINTER), but for buffers of no length. Otherwise a
 *           pointer leads to as many bytes as its length says, which stay as they are during the call; the library
 *           keeps no pointer of the caller's after it, but for the log function and its context.
 * Ownership What grc_new gives is closed by grc_close, what `*result` gives is freed by grc_free. All else is the
 *           library's and lives as long as the program.
 * Threads   Any thread may use any engine. A second call at the same time on one engine is refused (GRC_BUSY): give
 *           each thread its own; those on one file share it, and share their commits.
 * Fork      In a child forked after the library was first used, every function returns GRC_FORKED: fork first, or
 *           execute another program in the child.
 * Defects   A defect of the library is caught and returned as GRC_PANIC; the engine can then only be closed.
 * Misuse    An engine that was closed, a pointer that is no engine, a length above 256 MiB: a status each.
 */

#ifndef GRC_H
#define GRC_H

#include <stddef.h>
#include <stdint.h>

/*
 The text is not JSON, or not as strict as the engine wants it.
 */
#define GRC_INVALID_JSON 100

/*
 A command has an unknown key, lacks one, or has one of the wrong type.
 */
#define GRC_INVALID_INPUT 101

/*
 There is no such operation.
 */
#define GRC_UNKNOWN_OPERATION 102

/*
 Definitions have faults; nothing of them was published.
 */
#define GRC_INVALID_DEFINITION 110

/*
 A file or directory of definitions could not be read.
 */
#define GRC_UNREADABLE_DEFINITION 111

/*
 Answers have faults; nothing was filed.
 */
#define GRC_INVALID_ANSWERS 112

/*
 A condition or a computed value could not be evaluated.
 */
#define GRC_EVALUATION_FAILED 113

/*
 The text is not an identifier of that kind.
 */
#define GRC_INVALID_IDENTIFIER 114

/*
 The host did not give a list of options that the form expects from it.
 */
#define GRC_MISSING_LIST 115

/*
 There is no such thing, or the actor may not know of it.
 */
#define GRC_NOT_FOUND 120

/*
 The actor sees it but may not do this.
 */
#define GRC_FORBIDDEN 121

/*
 The applicant must identify themselves better.
 */
#define GRC_IDENTITY_REQUIRED 122

/*
 The procedure takes no new request.
 */
#define GRC_PROCEDURE_CLOSED 130

/*
 The scenario is not offered to this visitor.
 */
#define GRC_SCENARIO_NOT_OFFERED 131

/*
 The scenario takes no request: it informs or redirects.
 */
#define GRC_SCENARIO_WITHOUT_REQUEST 132

/*
 The request has changed since the caller read it.
 */
#define GRC_STALE_REVISION 140

/*
 The idempotency key was used for another input.
 */
#define GRC_IDEMPOTENCY_MISMATCH 141

/*
 The request's status does not offer this transition, or its condition does not hold.
 */
#define GRC_TRANSITION_NOT_OFFERED 142

/*
 The task has already ended, or another agent has it.
 */
#define GRC_TASK_NOT_AVAILABLE 143

/*
 The draft has expired.
 */
#define GRC_DRAFT_EXPIRED 144

/*
 Automatic transitions went round in a circle.
 */
#define GRC_CIRCUIT_LOOP 145

/*
 The request is closed.
 */
#define GRC_REQUEST_CLOSED 146

/*
 The business application's identifier is that of another request.
 */
#define GRC_EXTERNAL_ID_TAKEN 147

/*
 The signature of a call received is wrong, or too old.
 */
#define GRC_INVALID_SIGNATURE 150

/*
 The host provides no such secret.
 */
#define GRC_SECRET_MISSING 151

/*
 The address is not one that the engine may call.
 */
#define GRC_ADDRESS_REFUSED 152

/*
 The message's lease is over: another worker has it.
 */
#define GRC_LEASE_LOST 153

/*
 The file has more bytes than the host takes.
 */
#define GRC_FILE_TOO_LARGE 154

/*
 The virus scanner found something in the file.
 */
#define GRC_FILE_INFECTED 155

/*
 The content of a file could not be read to its end.
 */
#define GRC_UNREADABLE_FILE 156

/*
 A file could not be written where the caller wants it.
 */
#define GRC_UNWRITABLE_FILE 157

/*
 The file is not a store of this library.
 */
#define GRC_STORE_NOT_GRC 160

/*
 The store was written by a newer version of the library.
 */
#define GRC_STORE_NEWER 161

/*
 The store cannot be written.
 */
#define GRC_STORE_READ_ONLY 162

/*
 The disk is full.
 */
#define GRC_STORE_FULL 163

/*
 The store is damaged.
 */
#define GRC_STORE_CORRUPT 164

/*
 Others kept the store too long.
 */
#define GRC_STORE_BUSY 165

/*
 The store was opened before a `fork`, in another process.
 */
#define GRC_STORE_FORKED 166

/*
 Another SQLite library in this process has opened the store.
 */
#define GRC_STORE_SHARED 167

/*
 The disk failed, or a path is wrong.
 */
#define GRC_STORE_IO 168

/*
 A file of the store was deleted, moved or replaced while open.
 */
#define GRC_STORE_REPLACED 169

/*
 SQLite is of a version that may corrupt the store.
 */
#define GRC_STORE_SQLITE_TOO_OLD 170

/*
 The file system does not support what the store needs.
 */
#define GRC_STORE_NO_WRITE_AHEAD_LOG 171

/*
 The database gave up the operation.
 */
#define GRC_STORE_ROLLED_BACK 172

/*
 Something that should not happen, in the store.
 */
#define GRC_STORE_UNEXPECTED 173

/*
 Something that should not happen.
 */
#define GRC_INTERNAL 199

/*
 The two requests cannot be tied in this way.
 */
#define GRC_LINK_REFUSED 210

/*
 The circuit ties the request to a reference that no request has.
 */
#define GRC_LINKED_REQUEST_UNKNOWN 211

/*
 Requests that create one another went too far.
 */
#define GRC_TOO_MANY_GENERATIONS 212

/*
 An action would create too many requests.
 */
#define GRC_TOO_MANY_CREATED 213

/*
 One of the two requests was only tried, the other is real.
 */
#define GRC_TRIAL_MISMATCH 214

/*
 The due date has already passed.
 */
#define GRC_DUE_IN_PAST 220

/*
 The agent does not process the tasks of that service.
 */
#define GRC_AGENT_OF_ANOTHER_SERVICE 221

/*
 Neither the agent who has the task nor its service can be written to.
 */
#define GRC_NOBODY_TO_REMIND 222

/*
 Too little is left of what the request claims: the room is taken that day, the workshop is full.
 */
#define GRC_CLAIM_CONFLICT 230

/*
 This agent cannot stand in, or someone who stands in would be away.
 */
#define GRC_DELEGATION_REFUSED 240

/*
 An answer is amended that was not asked again.
 */
#define GRC_NOT_ASKED 250

/*
 An answer that was asked again and is indispensable is missing.
 */
#define GRC_MISSING_CORRECTION 251

/*
 The record of the directory was merged into another, which answers for it: `details.kept`.
 */
#define GRC_APPLICANT_MERGED 260

/*
 The account or the identity is that of another record of the directory.
 */
#define GRC_APPLICANT_KEY_TAKEN 261

/*
 The circuit has no status of that name.
 */
#define GRC_UNKNOWN_STATUS 290

/*
 The dates of a request that is taken over do not follow each other, or are still to come.
 */
#define GRC_DATES_DISAGREE 291

/*
 Too many calls of a business application wait for requests that have not come.
 */
#define GRC_TOO_MANY_WAITING_CALLS 300

/*
 A value of the host's language has no form that the engine takes.
 */
#define GRC_UNSUPPORTED_VALUE 330

/*
 The engine was closed.
 */
#define GRC_ENGINE_CLOSED 331

/*
 What the host provides failed: its clock.
 */
#define GRC_HOOK_FAILED 332

/*
 Done.
 */
#define GRC_OK 0

/*
 A pointer is NULL where something is needed.
 */
#define GRC_NULL_POINTER 1

/*
 The engine is not one that grc_new gave, or it was closed.
 */
#define GRC_INVALID_HANDLE 2

/*
 Another call is using this engine: in another thread, or, within the log function, the one that is being told.
 */
#define GRC_BUSY 3

/*
 A defect of the library was caught. The engine can only be closed; nothing acknowledged is lost.
 */
#define GRC_PANIC 4

/*
 A defect was caught before in this engine: it can only be closed.
 */
#define GRC_POISONED 5

/*
 The process is a child, forked after the library was first used.
 */
#define GRC_FORKED 6

/*
 The engine has no store yet: grc_open comes first.
 */
#define GRC_NOT_OPEN 7

/*
 The engine has a store already.
 */
#define GRC_ALREADY_OPEN 8

/*
 A length is larger than anything the library takes (256 MiB).
 */
#define GRC_TOO_LONG 9

/*
 A text is not UTF-8, or not of the encoding chosen when the store was opened.
 */
#define GRC_INVALID_TEXT 10

/*
 The last operation left nothing to read.
 */
#define GRC_NO_RESULT 11

/*
 The JSON Pointer leads to nothing, or to null.
 */
#define GRC_NO_VALUE 12

/*
 The JSON Pointer leads to a value of another type, or to a number that does not fit.
 */
#define GRC_WRONG_TYPE 13

/*
 The field is too short for the text: it holds the text's beginning.
 */
#define GRC_TRUNCATED 14

/*
 First number of the version. Functions may be removed or changed only when it grows.
 */
#define GRC_VERSION_MAJOR 0

/*
 Second number of the version.
 */
#define GRC_VERSION_MINOR 1

/*
 Third number of the version.
 */
#define GRC_VERSION_PATCH 0

/*
 The version as one number: major * 1000000 + minor * 1000 + patch.
 */
#define GRC_VERSION_NUMBER 1000

/*
 An engine. What it is is the library's affair: a program only keeps its address.
 */
typedef struct grc_engine grc_engine;

/*
 Is told of each operation when it has ended: the context given with it, 0 when the operation succeeded or 1
 when it did not, and a line of UTF-8 without personal data, which lives as long as the call and ends with a NUL.
 */
typedef void (*grc_log)(void *context, int32_t level, const char *line);

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/*
 Makes an engine, which has no store yet: grc_open gives it one.

 On success `*engine` is the caller's, to be closed by grc_close.

 Statuses: GRC_NULL_POINTER, GRC_FORKED.

     grc_engine *engine;
     if (grc_new(&engine) != GRC_OK) return 1;
     if (grc_open(engine, "mairie.db", 9, NULL, 0) != GRC_OK) { ... grc_errmsg ... }
     grc_close(engine);
 */
int32_t grc_new(struct grc_engine **engine);

/*
 Opens the store of this path, or makes one. ":memory:" is a store that ends with its engine.

 Several engines on one file, in one process or in several, share it. `options` is NULL with a length of
 0, or a JSON object; each key may be left out:

 - "mail_directory": where e-mails and letters are written as files; without it they wait for the host;
 - "smtp": the relay that takes e-mails, {"host": "smtp.example.fr", "port": 587, "security": "starttls" (or "tls", "none"),
   "user": "mairie", "secret": the name of a secret, "sender", "hello", "authorities" (PEM), "timeout_seconds"};
 - "secrets": an object of texts by name; those not given come from environment variables (GRC_SECRET_NAME);
 - "allow": addresses inside the network that may be called, such as ["10.1.2.3:8080"];
 - "encoding": of the texts given and read, "utf-8" (the default), "latin-1" or "windows-1252"; JSON results
   are then in ASCII, so that any encoding reads them;
 - "scans_files": true where a virus scanner must speak of each file first;
 - "most_file_bytes", "most_request_bytes": of a file, and of the files of a request; 50 MiB each by default;
 - "now": an instant at which time stands, for tests: see grc_set_now.

 Statuses: GRC_ALREADY_OPEN; `invalid_json` or `invalid_input` for the options; those of the store, from 160 on.
 */
int32_t grc_open(struct grc_engine *engine,
                 const char *path,
                 size_t path_length,
                 const char *options,
                 size_t options_length);

/*
 Closes an engine, and its store when no other engine uses it. NULL is left alone.

 An engine that was closed may be given again to any function: GRC_INVALID_HANDLE. One that is in use by
 another thread stays open: GRC_BUSY.

 Statuses: GRC_INVALID_HANDLE, GRC_BUSY, GRC_FORKED.
 */
int32_t grc_close(struct grc_engine *engine);

/*
 Sets the instant at which the engine's time stands, in milliseconds since 1970-01-01T00:00:00Z; INT64_MIN gives time
 back to the machine's clock. For tests, and to do again what was done.

 Statuses: GRC_NOT_OPEN.
 */
int32_t grc_set_now(struct grc_engine *engine, int64_t milliseconds);

/*
 Has a function told of each operation that ends; NULL tells nobody any more.

 The function is called in the thread of the operation, before that returns. It may not call the engine that it
 is told of (GRC_BUSY), may not throw, and must be fit for any thread that uses the engine.
 */
int32_t grc_set_log(struct grc_engine *engine, grc_log log, void *context);

/*
 Performs the operation of this name, and gives its result: what a function for each operation does too.

 For languages that choose an operation as they run. On success `*result` is the caller's, to be freed by
 grc_free: JSON, with a NUL after it that `*result_length` does not count.

 Statuses: `unknown_operation`, and those of the operation.
 */
int32_t grc_call(struct grc_engine *engine,
                 const char *operation,
                 size_t operation_length,
                 const char *request,
                 size_t request_length,
                 char **result,
                 size_t *result_length);

/*
 Performs the operation of this name, and keeps its result in the engine.

 Statuses: `unknown_operation`, and those of the operation.
 */
int32_t grc_call_keep(struct grc_engine *engine,
                      const char *operation,
                      size_t operation_length,
                      const char *request,
                      size_t request_length);

/*
 Tells the version of the library.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "version".
 */
int32_t grc_version_info(struct grc_engine *engine,
                         const char *request,
                         size_t request_length,
                         char **result,
                         size_t *result_length);

/*
 Tells the version of the library.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "version".
 */
int32_t grc_version_info_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Publishes a set of definitions: all of it, or nothing.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "publish".
 */
int32_t grc_publish(struct grc_engine *engine,
                    const char *request,
                    size_t request_length,
                    char **result,
                    size_t *result_length);

/*
 Publishes a set of definitions: all of it, or nothing.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "publish".
 */
int32_t grc_publish_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Checks definitions without publishing them: every fault and warning.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "check".
 */
int32_t grc_check(struct grc_engine *engine,
                  const char *request,
                  size_t request_length,
                  char **result,
                  size_t *result_length);

/*
 Checks definitions without publishing them: every fault and warning.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "check".
 */
int32_t grc_check_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Withdraws a procedure: it takes no new request; those filed go on.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "withdraw".
 */
int32_t grc_withdraw(struct grc_engine *engine,
                     const char *request,
                     size_t request_length,
                     char **result,
                     size_t *result_length);

/*
 Withdraws a procedure: it takes no new request; those filed go on.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "withdraw".
 */
int32_t grc_withdraw_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Shows what messages would say, of a request or of one made up, with a text corrected or not; nothing is sent.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "preview_communications".
 */
int32_t grc_preview_communications(struct grc_engine *engine,
                                   const char *request,
                                   size_t request_length,
                                   char **result,
                                   size_t *result_length);

/*
 Shows what messages would say, of a request or of one made up, with a text corrected or not; nothing is sent.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "preview_communications".
 */
int32_t grc_preview_communications_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Has a published text say something else from now on, about open requests too, without a new version.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "correct_text".
 */
int32_t grc_correct_text(struct grc_engine *engine,
                         const char *request,
                         size_t request_length,
                         char **result,
                         size_t *result_length);

/*
 Has a published text say something else from now on, about open requests too, without a new version.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "correct_text".
 */
int32_t grc_correct_text_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Lists the texts of a procedure that were corrected: who, when, what they say.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "corrected_texts".
 */
int32_t grc_corrected_texts(struct grc_engine *engine,
                            const char *request,
                            size_t request_length,
                            char **result,
                            size_t *result_length);

/*
 Lists the texts of a procedure that were corrected: who, when, what they say.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "corrected_texts".
 */
int32_t grc_corrected_texts_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Lists the procedures that a visitor is shown, or searches among them.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "catalogue".
 */
int32_t grc_catalogue(struct grc_engine *engine,
                      const char *request,
                      size_t request_length,
                      char **result,
                      size_t *result_length);

/*
 Lists the procedures that a visitor is shown, or searches among them.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "catalogue".
 */
int32_t grc_catalogue_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Tells the scenarios of a procedure that a visitor is offered, and why not the others.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "route".
 */
int32_t grc_route(struct grc_engine *engine,
                  const char *request,
                  size_t request_length,
                  char **result,
                  size_t *result_length);

/*
 Tells the scenarios of a procedure that a visitor is offered, and why not the others.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "route".
 */
int32_t grc_route_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Gives the form of a scenario: its schema, its layout, and what to show of each field for the answers given so far.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "form".
 */
int32_t grc_form(struct grc_engine *engine,
                 const char *request,
                 size_t request_length,
                 char **result,
                 size_t *result_length);

/*
 Gives the form of a scenario: its schema, its layout, and what to show of each field for the answers given so far.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "form".
 */
int32_t grc_form_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Gives the options of a choice that are offered, searched as someone types.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "options".
 */
int32_t grc_options(struct grc_engine *engine,
                    const char *request,
                    size_t request_length,
                    char **result,
                    size_t *result_length);

/*
 Gives the options of a choice that are offered, searched as someone types.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "options".
 */
int32_t grc_options_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Checks answers without filing them: every fault, in the form's order.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "validate".
 */
int32_t grc_validate(struct grc_engine *engine,
                     const char *request,
                     size_t request_length,
                     char **result,
                     size_t *result_length);

/*
 Checks answers without filing them: every fault, in the form's order.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "validate".
 */
int32_t grc_validate_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Tells how much of something scarce is taken and left, day after day.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "availability".
 */
int32_t grc_availability(struct grc_engine *engine,
                         const char *request,
                         size_t request_length,
                         char **result,
                         size_t *result_length);

/*
 Tells how much of something scarce is taken and left, day after day.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "availability".
 */
int32_t grc_availability_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Tells in which sector of the town a place is.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "sector".
 */
int32_t grc_sector(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);

/*
 Tells in which sector of the town a place is.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "sector".
 */
int32_t grc_sector_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Checks an identifier, and gives the form to store and the form to show.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "identifier".
 */
int32_t grc_identifier(struct grc_engine *engine,
                       const char *request,
                       size_t request_length,
                       char **result,
                       size_t *result_length);

/*
 Checks an identifier, and gives the form to store and the form to show.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "identifier".
 */
int32_t grc_identifier_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Gives the public holidays of a year, in a part of France.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "public_holidays".
 */
int32_t grc_public_holidays(struct grc_engine *engine,
                            const char *request,
                            size_t request_length,
                            char **result,
                            size_t *result_length);

/*
 Gives the public holidays of a year, in a part of France.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "public_holidays".
 */
int32_t grc_public_holidays_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Receives a file, whose identifier then answers a field.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "attach".
 */
int32_t grc_attach(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);

/*
 Receives a file, whose identifier then answers a field.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "attach".
 */
int32_t grc_attach_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Tells what is known of a file that the actor may read.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "file".
 */
int32_t grc_file(struct grc_engine *engine,
                 const char *request,
                 size_t request_length,
                 char **result,
                 size_t *result_length);

/*
 Tells what is known of a file that the actor may read.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "file".
 */
int32_t grc_file_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Gives bytes of a file that the actor may read.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "read_file".
 */
int32_t grc_read_file(struct grc_engine *engine,
                      const char *request,
                      size_t request_length,
                      char **result,
                      size_t *result_length);

/*
 Gives bytes of a file that the actor may read.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "read_file".
 */
int32_t grc_read_file_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Notes what the host's virus scanner says of a file.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "scanned".
 */
int32_t grc_scanned(struct grc_engine *engine,
                    const char *request,
                    size_t request_length,
                    char **result,
                    size_t *result_length);

/*
 Notes what the host's virus scanner says of a file.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "scanned".
 */
int32_t grc_scanned_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Lists files of which the host's virus scanner has not said anything yet: a hundred at most.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "pending_files".
 */
int32_t grc_pending_files(struct grc_engine *engine,
                          const char *request,
                          size_t request_length,
                          char **result,
                          size_t *result_length);

/*
 Lists files of which the host's virus scanner has not said anything yet: a hundred at most.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "pending_files".
 */
int32_t grc_pending_files_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Saves answers as they are, to be resumed later.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "save_draft".
 */
int32_t grc_save_draft(struct grc_engine *engine,
                       const char *request,
                       size_t request_length,
                       char **result,
                       size_t *result_length);

/*
 Saves answers as they are, to be resumed later.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "save_draft".
 */
int32_t grc_save_draft_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Gives a draft of the actor's own.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "draft".
 */
int32_t grc_draft(struct grc_engine *engine,
                  const char *request,
                  size_t request_length,
                  char **result,
                  size_t *result_length);

/*
 Gives a draft of the actor's own.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "draft".
 */
int32_t grc_draft_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Throws a draft away.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "discard_draft".
 */
int32_t grc_discard_draft(struct grc_engine *engine,
                          const char *request,
                          size_t request_length,
                          char **result,
                          size_t *result_length);

/*
 Throws a draft away.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "discard_draft".
 */
int32_t grc_discard_draft_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Files a request.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "submit".
 */
int32_t grc_submit(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);

/*
 Files a request.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "submit".
 */
int32_t grc_submit_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Takes over requests of a former system, each once, with their past dates: see taking-over.md.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "import".
 */
int32_t grc_import(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);

/*
 Takes over requests of a former system, each once, with their past dates: see taking-over.md.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "import".
 */
int32_t grc_import_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Gives the form of a transition for the answers given so far, and checks them without performing it.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "check_offer".
 */
int32_t grc_check_offer(struct grc_engine *engine,
                        const char *request,
                        size_t request_length,
                        char **result,
                        size_t *result_length);

/*
 Gives the form of a transition for the answers given so far, and checks them without performing it.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "check_offer".
 */
int32_t grc_check_offer_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Gives the options of a choice in the form of a transition, searched as someone types.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "offer_options".
 */
int32_t grc_offer_options(struct grc_engine *engine,
                          const char *request,
                          size_t request_length,
                          char **result,
                          size_t *result_length);

/*
 Gives the options of a choice in the form of a transition, searched as someone types.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "offer_options".
 */
int32_t grc_offer_options_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Performs a transition of a request.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "act".
 */
int32_t grc_act(struct grc_engine *engine,
                const char *request,
                size_t request_length,
                char **result,
                size_t *result_length);

/*
 Performs a transition of a request.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "act".
 */
int32_t grc_act_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Puts a service or an agent in charge of a request.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "assign".
 */
int32_t grc_assign(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);

/*
 Puts a service or an agent in charge of a request.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "assign".
 */
int32_t grc_assign_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Writes a comment, visible to the applicant or internal.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "comment".
 */
int32_t grc_comment(struct grc_engine *engine,
                    const char *request,
                    size_t request_length,
                    char **result,
                    size_t *result_length);

/*
 Writes a comment, visible to the applicant or internal.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "comment".
 */
int32_t grc_comment_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Puts tags on a request. Applicants do not see them.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "tag".
 */
int32_t grc_tag(struct grc_engine *engine,
                const char *request,
                size_t request_length,
                char **result,
                size_t *result_length);

/*
 Puts tags on a request. Applicants do not see them.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "tag".
 */
int32_t grc_tag_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Takes tags off a request.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "untag".
 */
int32_t grc_untag(struct grc_engine *engine,
                  const char *request,
                  size_t request_length,
                  char **result,
                  size_t *result_length);

/*
 Takes tags off a request.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "untag".
 */
int32_t grc_untag_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Asks the applicant for some of their answers again.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "request_correction".
 */
int32_t grc_request_correction(struct grc_engine *engine,
                               const char *request,
                               size_t request_length,
                               char **result,
                               size_t *result_length);

/*
 Asks the applicant for some of their answers again.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "request_correction".
 */
int32_t grc_request_correction_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Writes to the applicant in the town hall's name, or to the town hall; files may come with it.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "send_message".
 */
int32_t grc_send_message(struct grc_engine *engine,
                         const char *request,
                         size_t request_length,
                         char **result,
                         size_t *result_length);

/*
 Writes to the applicant in the town hall's name, or to the town hall; files may come with it.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "send_message".
 */
int32_t grc_send_message_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Gives what was written about a request, and of whom an answer is awaited, by `request` or `tracking_code`.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "messages".
 */
int32_t grc_messages(struct grc_engine *engine,
                     const char *request,
                     size_t request_length,
                     char **result,
                     size_t *result_length);

/*
 Gives what was written about a request, and of whom an answer is awaited, by `request` or `tracking_code`.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "messages".
 */
int32_t grc_messages_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Gives what another person of a request is asked to confirm, to whoever holds the code that they were written.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "confirmation".
 */
int32_t grc_confirmation(struct grc_engine *engine,
                         const char *request,
                         size_t request_length,
                         char **result,
                         size_t *result_length);

/*
 Gives what another person of a request is asked to confirm, to whoever holds the code that they were written.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "confirmation".
 */
int32_t grc_confirmation_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Performs a transition as another person of a request, with the code that they were written.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "confirm".
 */
int32_t grc_confirm(struct grc_engine *engine,
                    const char *request,
                    size_t request_length,
                    char **result,
                    size_t *result_length);

/*
 Performs a transition as another person of a request, with the code that they were written.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "confirm".
 */
int32_t grc_confirm_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Gives a request a signal of the host: a payment made, an appointment taken.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "signal".
 */
int32_t grc_signal(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);

/*
 Gives a request a signal of the host: a payment made, an appointment taken.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "signal".
 */
int32_t grc_signal_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Gives back what a request has of something scarce.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "release_claim".
 */
int32_t grc_release_claim(struct grc_engine *engine,
                          const char *request,
                          size_t request_length,
                          char **result,
                          size_t *result_length);

/*
 Gives back what a request has of something scarce.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "release_claim".
 */
int32_t grc_release_claim_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Ties a request to another: its duplicate, its child, a related one.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "link".
 */
int32_t grc_link(struct grc_engine *engine,
                 const char *request,
                 size_t request_length,
                 char **result,
                 size_t *result_length);

/*
 Ties a request to another: its duplicate, its child, a related one.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "link".
 */
int32_t grc_link_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Unties two requests.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "unlink".
 */
int32_t grc_unlink(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);

/*
 Unties two requests.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "unlink".
 */
int32_t grc_unlink_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Carries out a command on many requests, each with its own outcome.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "bulk".
 */
int32_t grc_bulk(struct grc_engine *engine,
                 const char *request,
                 size_t request_length,
                 char **result,
                 size_t *result_length);

/*
 Carries out a command on many requests, each with its own outcome.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "bulk".
 */
int32_t grc_bulk_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Opens a task of a request by hand, for a service or for one of its agents.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "open_task".
 */
int32_t grc_open_task(struct grc_engine *engine,
                      const char *request,
                      size_t request_length,
                      char **result,
                      size_t *result_length);

/*
 Opens a task of a request by hand, for a service or for one of its agents.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "open_task".
 */
int32_t grc_open_task_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Asks another service for its opinion on a request, which it sees from then on.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "consult".
 */
int32_t grc_consult(struct grc_engine *engine,
                    const char *request,
                    size_t request_length,
                    char **result,
                    size_t *result_length);

/*
 Asks another service for its opinion on a request, which it sees from then on.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "consult".
 */
int32_t grc_consult_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Takes a task on.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "take_task".
 */
int32_t grc_take_task(struct grc_engine *engine,
                      const char *request,
                      size_t request_length,
                      char **result,
                      size_t *result_length);

/*
 Takes a task on.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "take_task".
 */
int32_t grc_take_task_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Gives a task back to its service.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "release_task".
 */
int32_t grc_release_task(struct grc_engine *engine,
                         const char *request,
                         size_t request_length,
                         char **result,
                         size_t *result_length);

/*
 Gives a task back to its service.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "release_task".
 */
int32_t grc_release_task_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Ends a task: its work is done.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "complete_task".
 */
int32_t grc_complete_task(struct grc_engine *engine,
                          const char *request,
                          size_t request_length,
                          char **result,
                          size_t *result_length);

/*
 Ends a task: its work is done.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "complete_task".
 */
int32_t grc_complete_task_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Hands a task to a service, or to an agent, and says why.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "transfer_task".
 */
int32_t grc_transfer_task(struct grc_engine *engine,
                          const char *request,
                          size_t request_length,
                          char **result,
                          size_t *result_length);

/*
 Hands a task to a service, or to an agent, and says why.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "transfer_task".
 */
int32_t grc_transfer_task_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Changes the due date of a task.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "set_task_due".
 */
int32_t grc_set_task_due(struct grc_engine *engine,
                         const char *request,
                         size_t request_length,
                         char **result,
                         size_t *result_length);

/*
 Changes the due date of a task.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "set_task_due".
 */
int32_t grc_set_task_due_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Reminds by e-mail the agent who has a task, or its service.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "remind_task".
 */
int32_t grc_remind_task(struct grc_engine *engine,
                        const char *request,
                        size_t request_length,
                        char **result,
                        size_t *result_length);

/*
 Reminds by e-mail the agent who has a task, or its service.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "remind_task".
 */
int32_t grc_remind_task_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Gives a request as the actor may see it, by one of `id`, `reference`, `tracking_code`.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "request".
 */
int32_t grc_request(struct grc_engine *engine,
                    const char *request,
                    size_t request_length,
                    char **result,
                    size_t *result_length);

/*
 Gives a request as the actor may see it, by one of `id`, `reference`, `tracking_code`.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "request".
 */
int32_t grc_request_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Lists the requests that the actor may see, newest first.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "requests".
 */
int32_t grc_requests(struct grc_engine *engine,
                     const char *request,
                     size_t request_length,
                     char **result,
                     size_t *result_length);

/*
 Lists the requests that the actor may see, newest first.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "requests".
 */
int32_t grc_requests_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Lists the open tasks of an agent's services, the earliest due first.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "tasks".
 */
int32_t grc_tasks(struct grc_engine *engine,
                  const char *request,
                  size_t request_length,
                  char **result,
                  size_t *result_length);

/*
 Lists the open tasks of an agent's services, the earliest due first.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "tasks".
 */
int32_t grc_tasks_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Lists what an agent has to do: tasks, and requests in their charge, the earliest due first.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "inbox".
 */
int32_t grc_inbox(struct grc_engine *engine,
                  const char *request,
                  size_t request_length,
                  char **result,
                  size_t *result_length);

/*
 Lists what an agent has to do: tasks, and requests in their charge, the earliest due first.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "inbox".
 */
int32_t grc_inbox_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Tells how much an agent has to do: their own, their services', late, by procedure.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "inbox_counts".
 */
int32_t grc_inbox_counts(struct grc_engine *engine,
                         const char *request,
                         size_t request_length,
                         char **result,
                         size_t *result_length);

/*
 Tells how much an agent has to do: their own, their services', late, by procedure.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "inbox_counts".
 */
int32_t grc_inbox_counts_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Tells how many requests each procedure has, by status.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "counts".
 */
int32_t grc_counts(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);

/*
 Tells how many requests each procedure has, by status.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "counts".
 */
int32_t grc_counts_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Gives figures about requests, as columns and rows, and as CSV: to the host, and to managers about their services.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "statistics".
 */
int32_t grc_statistics(struct grc_engine *engine,
                       const char *request,
                       size_t request_length,
                       char **result,
                       size_t *result_length);

/*
 Gives figures about requests, as columns and rows, and as CSV: to the host, and to managers about their services.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "statistics".
 */
int32_t grc_statistics_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Tells in words what happened to a request, as far as the actor may read it.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "history".
 */
int32_t grc_history(struct grc_engine *engine,
                    const char *request,
                    size_t request_length,
                    char **result,
                    size_t *result_length);

/*
 Tells in words what happened to a request, as far as the actor may read it.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "history".
 */
int32_t grc_history_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Gives the last link of every history: kept elsewhere, it shows a removed tail or a rewritten history.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "heads".
 */
int32_t grc_heads(struct grc_engine *engine,
                  const char *request,
                  size_t request_length,
                  char **result,
                  size_t *result_length);

/*
 Gives the last link of every history: kept elsewhere, it shows a removed tail or a rewritten history.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "heads".
 */
int32_t grc_heads_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Verifies that every history is what was recorded.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "verify".
 */
int32_t grc_verify(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);

/*
 Verifies that every history is what was recorded.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "verify".
 */
int32_t grc_verify_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Writes a copy of the whole store to a new file, while others read and write.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "backup".
 */
int32_t grc_backup(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);

/*
 Writes a copy of the whole store to a new file, while others read and write.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "backup".
 */
int32_t grc_backup_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Registers an agent and their roles, or replaces what was registered.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "put_agent".
 */
int32_t grc_put_agent(struct grc_engine *engine,
                      const char *request,
                      size_t request_length,
                      char **result,
                      size_t *result_length);

/*
 Registers an agent and their roles, or replaces what was registered.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "put_agent".
 */
int32_t grc_put_agent_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Takes from an agent the right to act, and gives back to the services what they had in hand.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "disable_agent".
 */
int32_t grc_disable_agent(struct grc_engine *engine,
                          const char *request,
                          size_t request_length,
                          char **result,
                          size_t *result_length);

/*
 Takes from an agent the right to act, and gives back to the services what they had in hand.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "disable_agent".
 */
int32_t grc_disable_agent_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Tells when an agent is away and who stands in.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "set_absence".
 */
int32_t grc_set_absence(struct grc_engine *engine,
                        const char *request,
                        size_t request_length,
                        char **result,
                        size_t *result_length);

/*
 Tells when an agent is away and who stands in.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "set_absence".
 */
int32_t grc_set_absence_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Tells what was done to the agents' registrations, by whom and when, the last first.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "people_history".
 */
int32_t grc_people_history(struct grc_engine *engine,
                           const char *request,
                           size_t request_length,
                           char **result,
                           size_t *result_length);

/*
 Tells what was done to the agents' registrations, by whom and when, the last first.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "people_history".
 */
int32_t grc_people_history_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Lists the agents registered.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "agents".
 */
int32_t grc_agents(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);

/*
 Lists the agents registered.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "agents".
 */
int32_t grc_agents_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Opens a record in the directory of applicants, or replaces what one says: what is not given is emptied.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "put_applicant".
 */
int32_t grc_put_applicant(struct grc_engine *engine,
                          const char *request,
                          size_t request_length,
                          char **result,
                          size_t *result_length);

/*
 Opens a record in the directory of applicants, or replaces what one says: what is not given is emptied.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "put_applicant".
 */
int32_t grc_put_applicant_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Finds records of the directory of applicants, the latest opened first: for those who process requests.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "find_applicants".
 */
int32_t grc_find_applicants(struct grc_engine *engine,
                            const char *request,
                            size_t request_length,
                            char **result,
                            size_t *result_length);

/*
 Finds records of the directory of applicants, the latest opened first: for those who process requests.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "find_applicants".
 */
int32_t grc_find_applicants_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Gives a record of the directory of applicants, with the requests of that applicant that the actor may see.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "applicant".
 */
int32_t grc_applicant(struct grc_engine *engine,
                      const char *request,
                      size_t request_length,
                      char **result,
                      size_t *result_length);

/*
 Gives a record of the directory of applicants, with the requests of that applicant that the actor may see.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "applicant".
 */
int32_t grc_applicant_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Merges two records of the same person, on purpose.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "merge_applicants".
 */
int32_t grc_merge_applicants(struct grc_engine *engine,
                             const char *request,
                             size_t request_length,
                             char **result,
                             size_t *result_length);

/*
 Merges two records of the same person, on purpose.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "merge_applicants".
 */
int32_t grc_merge_applicants_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Says of which record of the directory a request's applicant is; of none, without `applicant`.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "recognise_applicant".
 */
int32_t grc_recognise_applicant(struct grc_engine *engine,
                                const char *request,
                                size_t request_length,
                                char **result,
                                size_t *result_length);

/*
 Says of which record of the directory a request's applicant is; of none, without `applicant`.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "recognise_applicant".
 */
int32_t grc_recognise_applicant_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Takes a call of a business application, which its signature vouches for.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "receive".
 */
int32_t grc_receive(struct grc_engine *engine,
                    const char *request,
                    size_t request_length,
                    char **result,
                    size_t *result_length);

/*
 Takes a call of a business application, which its signature vouches for.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "receive".
 */
int32_t grc_receive_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Lists the calls of business applications that came before the request that they are about.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "waiting_calls".
 */
int32_t grc_waiting_calls(struct grc_engine *engine,
                          const char *request,
                          size_t request_length,
                          char **result,
                          size_t *result_length);

/*
 Lists the calls of business applications that came before the request that they are about.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "waiting_calls".
 */
int32_t grc_waiting_calls_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Does what is due: fires timers, sends messages, calls business applications, ends drafts and files.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "run_due".
 */
int32_t grc_run_due(struct grc_engine *engine,
                    const char *request,
                    size_t request_length,
                    char **result,
                    size_t *result_length);

/*
 Does what is due: fires timers, sends messages, calls business applications, ends drafts and files.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "run_due".
 */
int32_t grc_run_due_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Leases to the host what waits to be sent, for it to send its own way and report.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "claim_messages".
 */
int32_t grc_claim_messages(struct grc_engine *engine,
                           const char *request,
                           size_t request_length,
                           char **result,
                           size_t *result_length);

/*
 Leases to the host what waits to be sent, for it to send its own way and report.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "claim_messages".
 */
int32_t grc_claim_messages_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Ends a claim: the host has sent the message, or made the call.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "report_sent".
 */
int32_t grc_report_sent(struct grc_engine *engine,
                        const char *request,
                        size_t request_length,
                        char **result,
                        size_t *result_length);

/*
 Ends a claim: the host has sent the message, or made the call.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "report_sent".
 */
int32_t grc_report_sent_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Ends a claim: the host could not send the message, or the call failed.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "report_failed".
 */
int32_t grc_report_failed(struct grc_engine *engine,
                          const char *request,
                          size_t request_length,
                          char **result,
                          size_t *result_length);

/*
 Ends a claim: the host could not send the message, or the call failed.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "report_failed".
 */
int32_t grc_report_failed_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Shows what left about a request, or is to leave, with each attempt.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "deliveries".
 */
int32_t grc_deliveries(struct grc_engine *engine,
                       const char *request,
                       size_t request_length,
                       char **result,
                       size_t *result_length);

/*
 Shows what left about a request, or is to leave, with each attempt.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "deliveries".
 */
int32_t grc_deliveries_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Shows what people were written about a request, as it was sent; to the applicant, what was sent to them, by `request` or `tracking_code`.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "communications".
 */
int32_t grc_communications(struct grc_engine *engine,
                           const char *request,
                           size_t request_length,
                           char **result,
                           size_t *result_length);

/*
 Shows what people were written about a request, as it was sent; to the applicant, what was sent to them, by `request` or `tracking_code`.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "communications".
 */
int32_t grc_communications_keep(struct grc_engine *engine,
                                const char *request,
                                size_t request_length);

/*
 Shows where things are sent: what waits, what was given up, what does not work.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "endpoints".
 */
int32_t grc_endpoints(struct grc_engine *engine,
                      const char *request,
                      size_t request_length,
                      char **result,
                      size_t *result_length);

/*
 Shows where things are sent: what waits, what was given up, what does not work.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "endpoints".
 */
int32_t grc_endpoints_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Shows the business applications that are asked what has changed: since when, with what result.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "asked_changes".
 */
int32_t grc_asked_changes(struct grc_engine *engine,
                          const char *request,
                          size_t request_length,
                          char **result,
                          size_t *result_length);

/*
 Shows the business applications that are asked what has changed: since when, with what result.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "asked_changes".
 */
int32_t grc_asked_changes_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Lists what was given up, with each attempt, until someone decides of it.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "dead_letters".
 */
int32_t grc_dead_letters(struct grc_engine *engine,
                         const char *request,
                         size_t request_length,
                         char **result,
                         size_t *result_length);

/*
 Lists what was given up, with each attempt, until someone decides of it.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "dead_letters".
 */
int32_t grc_dead_letters_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Sends again what was given up.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "requeue_dead_letters".
 */
int32_t grc_requeue_dead_letters(struct grc_engine *engine,
                                 const char *request,
                                 size_t request_length,
                                 char **result,
                                 size_t *result_length);

/*
 Sends again what was given up.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "requeue_dead_letters".
 */
int32_t grc_requeue_dead_letters_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Gives up for good what was given up: it is no longer listed.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "abandon_dead_letters".
 */
int32_t grc_abandon_dead_letters(struct grc_engine *engine,
                                 const char *request,
                                 size_t request_length,
                                 char **result,
                                 size_t *result_length);

/*
 Gives up for good what was given up: it is no longer listed.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "abandon_dead_letters".
 */
int32_t grc_abandon_dead_letters_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Tells a system of events as they happen, by signed calls; or changes how it is told.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "subscribe".
 */
int32_t grc_subscribe(struct grc_engine *engine,
                      const char *request,
                      size_t request_length,
                      char **result,
                      size_t *result_length);

/*
 Tells a system of events as they happen, by signed calls; or changes how it is told.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "subscribe".
 */
int32_t grc_subscribe_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Tells a system of nothing more.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "unsubscribe".
 */
int32_t grc_unsubscribe(struct grc_engine *engine,
                        const char *request,
                        size_t request_length,
                        char **result,
                        size_t *result_length);

/*
 Tells a system of nothing more.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "unsubscribe".
 */
int32_t grc_unsubscribe_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Lists the systems that are told of events, how far each is, and what is wrong with it.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "subscribers".
 */
int32_t grc_subscribers(struct grc_engine *engine,
                        const char *request,
                        size_t request_length,
                        char **result,
                        size_t *result_length);

/*
 Lists the systems that are told of events, how far each is, and what is wrong with it.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "subscribers".
 */
int32_t grc_subscribers_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Gives the events that follow a cursor, as subscribers are told them.

 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "events".
 */
int32_t grc_events(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);

/*
 Gives the events that follow a cursor, as subscribers are told them.

 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "events".
 */
int32_t grc_events_keep(struct grc_engine *engine, const char *request, size_t request_length);

/*
 Publishes a set of definitions: all of it, or nothing.

 The catalogue is read from the directory at `path`; the request has no `catalogue`.
 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "publish".
 */
int32_t grc_publish_directory(struct grc_engine *engine,
                              const char *request,
                              size_t request_length,
                              const char *path,
                              size_t path_length,
                              char **result,
                              size_t *result_length);

/*
 Publishes a set of definitions: all of it, or nothing.

 The catalogue is read from the directory at `path`; the request has no `catalogue`.
 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "publish".
 */
int32_t grc_publish_directory_keep(struct grc_engine *engine,
                                   const char *request,
                                   size_t request_length,
                                   const char *path,
                                   size_t path_length);

/*
 Checks definitions without publishing them: every fault and warning.

 The catalogue is read from the directory at `path`; the request has no `catalogue`.
 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "check".
 */
int32_t grc_check_directory(struct grc_engine *engine,
                            const char *request,
                            size_t request_length,
                            const char *path,
                            size_t path_length,
                            char **result,
                            size_t *result_length);

/*
 Checks definitions without publishing them: every fault and warning.

 The catalogue is read from the directory at `path`; the request has no `catalogue`.
 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "check".
 */
int32_t grc_check_directory_keep(struct grc_engine *engine,
                                 const char *request,
                                 size_t request_length,
                                 const char *path,
                                 size_t path_length);

/*
 Receives a file, whose identifier then answers a field.

 The content is the `content_length` bytes at `content`; the request has no `content_base64`.
 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "attach".
 */
int32_t grc_attach_bytes(struct grc_engine *engine,
                         const char *request,
                         size_t request_length,
                         const char *content,
                         size_t content_length,
                         char **result,
                         size_t *result_length);

/*
 Receives a file, whose identifier then answers a field.

 The content is the `content_length` bytes at `content`; the request has no `content_base64`.
 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "attach".
 */
int32_t grc_attach_bytes_keep(struct grc_engine *engine,
                              const char *request,
                              size_t request_length,
                              const char *content,
                              size_t content_length);

/*
 Receives a file, whose identifier then answers a field.

 The content is read, piece by piece, from the file at `path`; the request has no `content_base64`.
 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "attach".
 */
int32_t grc_attach_path(struct grc_engine *engine,
                        const char *request,
                        size_t request_length,
                        const char *path,
                        size_t path_length,
                        char **result,
                        size_t *result_length);

/*
 Receives a file, whose identifier then answers a field.

 The content is read, piece by piece, from the file at `path`; the request has no `content_base64`.
 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "attach".
 */
int32_t grc_attach_path_keep(struct grc_engine *engine,
                             const char *request,
                             size_t request_length,
                             const char *path,
                             size_t path_length);

/*
 Receives a file, whose identifier then answers a field.

 The content is read, piece by piece, from the open file `descriptor` to its end; it stays open. The request has no `content_base64`.
 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "attach".
 */
int32_t grc_attach_fd(struct grc_engine *engine,
                      const char *request,
                      size_t request_length,
                      int descriptor,
                      char **result,
                      size_t *result_length);

/*
 Receives a file, whose identifier then answers a field.

 The content is read, piece by piece, from the open file `descriptor` to its end; it stays open. The request has no `content_base64`.
 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "attach".
 */
int32_t grc_attach_fd_keep(struct grc_engine *engine,
                           const char *request,
                           size_t request_length,
                           int descriptor);

/*
 Gives bytes of a file that the actor may read.

 The bytes are written, piece by piece, to the file at `path`, which is made or replaced.
 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "read_file".
 */
int32_t grc_read_file_path(struct grc_engine *engine,
                           const char *request,
                           size_t request_length,
                           const char *path,
                           size_t path_length,
                           char **result,
                           size_t *result_length);

/*
 Gives bytes of a file that the actor may read.

 The bytes are written, piece by piece, to the file at `path`, which is made or replaced.
 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "read_file".
 */
int32_t grc_read_file_path_keep(struct grc_engine *engine,
                                const char *request,
                                size_t request_length,
                                const char *path,
                                size_t path_length);

/*
 Gives bytes of a file that the actor may read.

 The bytes are written, piece by piece, to the open file `descriptor`, which stays open.
 On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
 `*result_length` does not count.
 Request, result and statuses: docs/operations.md, "read_file".
 */
int32_t grc_read_file_fd(struct grc_engine *engine,
                         const char *request,
                         size_t request_length,
                         int descriptor,
                         char **result,
                         size_t *result_length);

/*
 Gives bytes of a file that the actor may read.

 The bytes are written, piece by piece, to the open file `descriptor`, which stays open.
 The result is kept in the engine: grc_result reads it.
 Request, result and statuses: docs/operations.md, "read_file".
 */
int32_t grc_read_file_fd_keep(struct grc_engine *engine, const char *request, size_t request_length, int descriptor);

/*
 Frees a result.

 Takes what a function of this library gave, once. NULL, and anything else, is left alone. Any
 thread may call this at any time; in a forked child it does nothing.
 */
void grc_free(void *memory);

/*
 Copies a piece of what the last operation left: its result, if it was kept, or its failure.

 Copies at most `capacity` bytes from `offset` on into `buffer`, with a NUL after them if there is room, and sets
 `*length` to the length of the whole. `buffer` may be NULL with a capacity of 0, to learn the length. It may be
 asked again: the operation is not done again.

 Statuses: GRC_NO_RESULT.
 */
int32_t grc_result(struct grc_engine *engine, size_t offset, char *buffer, size_t capacity, size_t *length);

/*
 Copies the text at this place of what the last operation left.

 `pointer` is a JSON Pointer (RFC 6901), such as "/reference" or "/faults/0/message"; blanks at its end do not
 count. A number or a boolean is read as its text. Copies at most `capacity` bytes into `buffer`, with a NUL after
 them if there is room, and sets `*length` to the length of the whole, in bytes.

 Statuses: GRC_NO_RESULT, GRC_NO_VALUE, GRC_WRONG_TYPE for an object or an array, GRC_INVALID_TEXT.
 */
int32_t grc_result_text(struct grc_engine *engine,
                        const char *pointer,
                        size_t pointer_length,
                        char *buffer,
                        size_t capacity,
                        size_t *length);

/*
 Moves the text at this place of what the last operation left into a field of fixed length, padded with blanks:
 what COBOL's MOVE would do.

 Statuses: as grc_result_text; GRC_TRUNCATED when the field holds the text's beginning only.
 */
int32_t grc_result_text_padded(struct grc_engine *engine,
                               const char *pointer,
                               size_t pointer_length,
                               char *field,
                               size_t field_length);

/*
 Reads the whole number at this place of what the last operation left; true is 1, false is 0.

 Statuses: GRC_NO_RESULT, GRC_NO_VALUE, GRC_WRONG_TYPE, GRC_INVALID_TEXT.
 */
int32_t grc_result_int(struct grc_engine *engine, const char *pointer, size_t pointer_length, int64_t *value);

/*
 Counts the elements of the array, or the members of the object, at this place of what the last operation left.

 Statuses: GRC_NO_RESULT, GRC_NO_VALUE, GRC_WRONG_TYPE, GRC_INVALID_TEXT.
 */
int32_t grc_result_count(struct grc_engine *engine, const char *pointer, size_t pointer_length, size_t *count);

/*
 Copies the words of the last operation's failure: in the language of its request, in French if it named none. Empty
 after a success.

 Copies at most `capacity` bytes into `buffer`, with a NUL after them if there is room, and sets `*length` to the
 length of the whole.
 */
int32_t grc_errmsg(struct grc_engine *engine, char *buffer, size_t capacity, size_t *length);

/*
 Copies the last operation's failure, as JSON: its code, its number, its message, its path if it has one, and
 details, such as every fault of a form.

 As grc_result, which gives it too.

 Statuses: GRC_NO_RESULT after a success.
 */
int32_t grc_error_json(struct grc_engine *engine, char *buffer, size_t capacity, size_t *length);

/*
 Tells what a status means, in English.

 The text ends with a NUL and lives as long as the program: do not free it. Never NULL.
 Any thread may call this at any time.
 */
const char *grc_strstatus(int32_t status);

/*
 Returns the version of the library, such as "0.1.0".

 The text is UTF-8, ends with a NUL and lives as long as the program: do not free it.
 Never NULL. Any thread may call this at any time.
 */
const char *grc_version(void);

/*
 Returns the version of the library that runs, to be compared with the GRC_VERSION_NUMBER of the
 header that the program was compiled with.
 */
int32_t grc_version_number(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* GRC_H */
