-- What leaves: where it goes, by what works or fails as one; each attempt; what was given up, until someone decides of it.

-- The endpoint of a thing: `endpoint` is where it goes, and the order of one request; calls to a business application and regular
-- questions to it fail together, and so does what does not leave the store.
ALTER TABLE outbox ADD COLUMN breaker TEXT GENERATED ALWAYS AS (
  CASE WHEN endpoint GLOB 'request:*' THEN 'requests'
       WHEN endpoint GLOB 'poll:*' THEN 'connector:' || substr(endpoint, 6)
       ELSE endpoint END) VIRTUAL;
ALTER TABLE outbox ADD COLUMN leased_at INTEGER; -- instant: when the lease began; NULL when not leased

-- A thing to send is found by its endpoint: one that is set aside costs the others nothing, whatever waits there.
DROP INDEX outbox_ready;
CREATE INDEX outbox_pending ON outbox (breaker, ready_at) WHERE standing = 'pending';
-- `standing` may be `abandoned` too: given up by the engine, then by an operator.
CREATE INDEX outbox_dead ON outbox (breaker) WHERE standing = 'dead';

-- The attempts at each thing: the last 50.
CREATE TABLE delivery_attempt (
  outgoing INTEGER NOT NULL REFERENCES outbox (row) ON DELETE CASCADE,
  rank     INTEGER NOT NULL,         -- from 1
  began_at INTEGER NOT NULL,         -- instant
  ended_at INTEGER NOT NULL,         -- instant
  outcome  TEXT NOT NULL,            -- sent, refused, unavailable, unreadable, lost
  reason   TEXT,                     -- code; NULL when sent or lost
  status   INTEGER,                  -- HTTP status; NULL without an answer
  PRIMARY KEY (outgoing, rank)
) STRICT, WITHOUT ROWID;

-- Endpoints that do not work as they should; the others have no row.
CREATE TABLE endpoint (
  id        TEXT PRIMARY KEY,        -- as `outbox.breaker`
  failures  INTEGER NOT NULL,        -- attempts that found it unavailable, since one that did not
  openings  INTEGER NOT NULL,        -- times in a row that it was set aside; 0 while it is not
  trying    INTEGER NOT NULL,        -- 1 while one thing tries whether it is back
  pace      INTEGER NOT NULL,        -- least milliseconds between two attempts; 0 without a limit
  resume_at INTEGER                  -- instant: nothing of it is leased before; NULL without a limit
) STRICT, WITHOUT ROWID;
