-- The first tables. Frozen: what changes later is another migration.
--
-- Words used throughout:
--   instant       milliseconds since 1970-01-01T00:00:00Z
--   row           integer key, inside the store only; rows come in order of insertion
--   id            16 bytes of a UUID, or the text that the catalogue or the host gives
--   JSON          text, as serde writes the type of the same name
-- A column is never NULL unless it says so. A table WITHOUT ROWID holds small rows only.

-- What the municipality publishes ------------------------------------------------------------------------------------

-- One act of publishing or withdrawing.
CREATE TABLE publication (
  number INTEGER PRIMARY KEY,        -- from 1, without a gap
  at     INTEGER                     -- instant; NULL when the caller did not say
) STRICT;

-- Where each procedure stands now.
CREATE TABLE procedure (
  row          INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE, -- id in the catalogue
  version      INTEGER NOT NULL,     -- the last version
  withdrawn_at INTEGER,              -- instant; NULL while it is offered
  replacement  TEXT                  -- id of the procedure to use instead; NULL when there is none
) STRICT;

-- Sealed versions. Rows never change.
CREATE TABLE procedure_version (
  row         INTEGER PRIMARY KEY,
  procedure   INTEGER NOT NULL REFERENCES procedure (row),
  version     INTEGER NOT NULL,      -- from 1, without a gap
  publication INTEGER NOT NULL REFERENCES publication (number),
  hash        BLOB NOT NULL,         -- SHA-256 of `sealed`, 32 bytes
  sealed      TEXT NOT NULL,         -- canonical JSON of the catalogue that holds the procedure
  UNIQUE (procedure, version)
) STRICT;

-- Folded words of the last version of each procedure that is offered; rowid: `procedure.row`.
CREATE VIRTUAL TABLE procedure_words USING fts5 (title, keywords, rest, tokenize = 'ascii');

-- People of the town hall --------------------------------------------------------------------------------------------

CREATE TABLE agent (
  row    INTEGER PRIMARY KEY,
  id     TEXT NOT NULL UNIQUE,       -- id of the host
  name   TEXT NOT NULL,
  email  TEXT,                       -- NULL when unknown
  active INTEGER NOT NULL            -- 1 while the person may act, else 0
) STRICT;

CREATE TABLE agent_role (
  agent    INTEGER NOT NULL REFERENCES agent (row),
  position INTEGER NOT NULL,         -- rank in the agent's list, from 0
  service  TEXT NOT NULL,            -- id of the service
  role     TEXT NOT NULL,            -- reader, agent, manager
  PRIMARY KEY (agent, position)
) STRICT, WITHOUT ROWID;

-- Requests -----------------------------------------------------------------------------------------------------------

-- All that lists, filters and finds requests: narrow, so that a page reads few pages.
CREATE TABLE request (
  row            INTEGER PRIMARY KEY,
  id             BLOB NOT NULL UNIQUE,
  reference      TEXT NOT NULL UNIQUE,
  tracking_code  TEXT NOT NULL UNIQUE,
  procedure      TEXT NOT NULL,      -- id of the procedure
  version        INTEGER NOT NULL,   -- version of the procedure
  scenario       TEXT NOT NULL,      -- id of the scenario
  origin         TEXT NOT NULL,      -- portal, counter, phone, mail, email
  state          TEXT NOT NULL,      -- new, in_progress, on_hold, done, cancelled, rejected
  status         TEXT NOT NULL,      -- name in the circuit
  outcome        TEXT,               -- granted, partly, refused, withdrawn, none; NULL while open
  service        TEXT NOT NULL,      -- id of the service in charge
  agent          TEXT,               -- id of the agent in charge; NULL when none is
  applicant_id   TEXT,               -- the host's id of the applicant; NULL when they have none
  applicant_name TEXT NOT NULL,      -- as agents name them; empty when anonymous
  words          TEXT NOT NULL,      -- folded words to search, each after a space
  connector      TEXT,               -- id of its connector; NULL when it has none
  external_id    TEXT,               -- its id in the business application; NULL until known
  received_at    INTEGER NOT NULL,   -- instant: when the town hall got it
  submitted_at   INTEGER NOT NULL,   -- instant: when it was entered
  updated_at     INTEGER NOT NULL,   -- instant: when it last changed
  closed_at      INTEGER,            -- instant; NULL while open
  due            INTEGER,            -- instant: the earliest due date of its open tasks; NULL when there is none
  revision       INTEGER NOT NULL,   -- sequence of the last event that changed it
  sequence       INTEGER NOT NULL,   -- sequence of its last event
  link           BLOB NOT NULL       -- link of its last event, 32 bytes
) STRICT;

-- Each list seeks in one of these, in its own order. `row` is the end of every index.
CREATE INDEX request_by_state ON request (state, received_at);
CREATE INDEX request_by_status ON request (procedure, status, received_at);
CREATE INDEX request_by_agent ON request (agent, state, received_at) WHERE agent IS NOT NULL;
CREATE INDEX request_by_applicant ON request (applicant_id, received_at) WHERE applicant_id IS NOT NULL;
CREATE INDEX request_by_due ON request (due) WHERE due IS NOT NULL;
CREATE UNIQUE INDEX request_by_external_id ON request (connector, external_id) WHERE external_id IS NOT NULL;

-- The whole request, apart: lists never read it.
CREATE TABLE request_body (
  request INTEGER PRIMARY KEY REFERENCES request (row),
  body    TEXT NOT NULL              -- JSON of `Request`
) STRICT;

-- The services whose agents may see a request: the one in charge, and that of each of its tasks.
-- `state` and `received_at` are the request's, so that a service's list is read in order.
CREATE TABLE request_service (
  service     TEXT NOT NULL,
  state       TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  request     INTEGER NOT NULL REFERENCES request (row),
  PRIMARY KEY (service, state, received_at, request)
) STRICT, WITHOUT ROWID;

-- `request.words`, by word: which requests have it.
CREATE VIRTUAL TABLE request_words USING fts5 (
  words, content = 'request', content_rowid = 'row', columnsize = 0, detail = 'none', tokenize = 'ascii'
);

-- The same by word in order, without a word more stored: a row for each request of each word.
CREATE VIRTUAL TABLE request_terms USING fts5vocab (request_words, instance);

-- Requests in each status of each procedure: counted as they change, never by a scan.
CREATE TABLE request_count (
  procedure TEXT NOT NULL,
  status    TEXT NOT NULL,
  state     TEXT NOT NULL,
  requests  INTEGER NOT NULL,        -- 0 or more
  PRIMARY KEY (procedure, status, state)
) STRICT, WITHOUT ROWID;

-- The last number given to a reference, by series.
CREATE TABLE reference_counter (
  series TEXT PRIMARY KEY,           -- what comes before the number: 2026, the local year of the submission
  number INTEGER NOT NULL            -- from 1
) STRICT, WITHOUT ROWID;

-- The histories. `row` is the store-wide cursor: without a gap, in order of commit.
CREATE TABLE event (
  row      INTEGER PRIMARY KEY,
  request  INTEGER NOT NULL REFERENCES request (row),
  sequence INTEGER NOT NULL,         -- rank in the history, from 1
  type     TEXT NOT NULL,            -- name of the event
  version  INTEGER NOT NULL,         -- version of its form
  at       INTEGER NOT NULL,         -- instant
  salt     BLOB,                     -- 16 bytes; NULL once erased
  content  TEXT,                     -- JSON as it was hashed; NULL once erased
  digest   BLOB NOT NULL,            -- SHA-256 of salt and content, 32 bytes
  link     BLOB NOT NULL             -- SHA-256 that chains it to the one before, 32 bytes
) STRICT;
CREATE UNIQUE INDEX event_of_request ON event (request, sequence);

-- Tasks, those that ended too: their requests are found by them.
CREATE TABLE task (
  row       INTEGER PRIMARY KEY,
  id        BLOB NOT NULL UNIQUE,
  request   INTEGER NOT NULL REFERENCES request (row),
  title     TEXT NOT NULL,           -- what is to be done
  service   TEXT NOT NULL,           -- id of the service of which it is awaited
  agent     TEXT,                    -- id of the agent who has it; NULL when nobody has
  opened_at INTEGER NOT NULL,        -- instant
  due       INTEGER NOT NULL,        -- instant; 9223372036854775807 when no date was said
  open      INTEGER NOT NULL         -- 1 until it ends, then 0
) STRICT;
CREATE INDEX task_of_service ON task (service, due) WHERE open = 1;
CREATE INDEX task_of_agent ON task (agent, due) WHERE open = 1 AND agent IS NOT NULL;

-- Transitions that time will perform, of requests as they stand.
CREATE TABLE timer (
  due        INTEGER NOT NULL,       -- instant
  request_id BLOB NOT NULL REFERENCES request (id),
  transition TEXT NOT NULL,          -- name in the circuit
  PRIMARY KEY (due, request_id, transition)
) STRICT, WITHOUT ROWID;

-- What leaves, and what has left.
CREATE TABLE outbox (
  row          INTEGER PRIMARY KEY,
  id           BLOB NOT NULL UNIQUE,
  request      INTEGER NOT NULL REFERENCES request (row),
  endpoint     TEXT NOT NULL,        -- where it goes: order is kept within (request, endpoint)
  content      TEXT NOT NULL,        -- JSON of `OutgoingContent`
  standing     TEXT NOT NULL,        -- pending, sent, dead
  due          INTEGER NOT NULL,     -- instant: not to be tried before
  ready_at     INTEGER,              -- instant: may be leased from then on, `due` or the end of the lease;
                                     -- NULL behind another of its (request, endpoint), and when not pending
  token        INTEGER,              -- the lease's; NULL when not leased
  attempts     INTEGER NOT NULL,     -- attempts ended
  last_failure TEXT                  -- code; NULL when none failed
) STRICT;
CREATE INDEX outbox_of_request ON outbox (request);
CREATE INDEX outbox_ready ON outbox (ready_at) WHERE ready_at IS NOT NULL;

-- Contents of files, each once, in chunks.
CREATE TABLE content (
  row        INTEGER PRIMARY KEY,
  sha256     BLOB UNIQUE,            -- 32 bytes; NULL until it is whole, and once no file has it
  size       INTEGER NOT NULL,       -- bytes received
  expires_at INTEGER                 -- instant: when it goes, without a digest; NULL with one
) STRICT;
CREATE INDEX content_by_end ON content (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE content_chunk (
  row     INTEGER PRIMARY KEY,
  content INTEGER NOT NULL REFERENCES content (row),
  start   INTEGER NOT NULL,          -- place of its first byte in the content, from 0
  bytes   BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX chunk_of_content ON content_chunk (content, start);

-- Files that people attached.
CREATE TABLE file (
  row         INTEGER PRIMARY KEY,
  id          BLOB NOT NULL UNIQUE,
  content     INTEGER NOT NULL REFERENCES content (row),
  request     INTEGER REFERENCES request (row), -- NULL until it is given with one
  name        TEXT NOT NULL,         -- safe to show
  media_type  TEXT NOT NULL,         -- found in the content
  verdict     TEXT NOT NULL,         -- unscanned, pending, clean, infected
  attached_by TEXT NOT NULL,         -- JSON of the `Actor`
  attached_at INTEGER NOT NULL,      -- instant
  expires_at  INTEGER                -- instant; NULL once it is given with a request
) STRICT;
CREATE INDEX file_of_content ON file (content);
CREATE INDEX file_of_request ON file (request) WHERE request IS NOT NULL;
CREATE INDEX file_by_end ON file (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX file_to_scan ON file (row) WHERE verdict = 'pending';

-- Answers begun and not filed.
CREATE TABLE draft (
  row        INTEGER PRIMARY KEY,
  id         BLOB NOT NULL UNIQUE,   -- the request will keep it
  procedure  TEXT NOT NULL,          -- id of the procedure
  scenario   TEXT NOT NULL,          -- id of the scenario
  owner      TEXT NOT NULL,          -- JSON of the `Actor` who writes it
  applicant  TEXT,                   -- JSON of `Applicant`; NULL until told
  answers    TEXT NOT NULL,          -- JSON object, unchecked
  revision   INTEGER NOT NULL,       -- times it was saved
  saved_at   INTEGER NOT NULL,       -- instant
  expires_at INTEGER NOT NULL        -- instant
) STRICT;
CREATE INDEX draft_by_end ON draft (expires_at);

-- Operations done, so that they are done once.
CREATE TABLE idempotency (
  actor     TEXT NOT NULL,           -- JSON of the `Actor`
  operation TEXT NOT NULL,           -- name of the operation
  key       TEXT NOT NULL,           -- as the caller gave it
  input     BLOB NOT NULL,           -- SHA-256 of the input, 32 bytes
  result    TEXT NOT NULL,           -- JSON
  until     INTEGER NOT NULL,        -- instant: forgotten from then on
  PRIMARY KEY (actor, operation, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_end ON idempotency (until);

-- Messages received from outside, so that each is handled once.
CREATE TABLE received (
  sender  TEXT NOT NULL,             -- id of the connector
  message TEXT NOT NULL,             -- id that the sender gave it
  at      INTEGER NOT NULL,          -- instant
  PRIMARY KEY (sender, message)
) STRICT, WITHOUT ROWID;
