-- Questions asked regularly: those whose answer is known already, and those about all requests of a business application.
ALTER TABLE outbox ADD COLUMN known TEXT; -- JSON: the last answer to a question asked regularly, by what its application knows it; else NULL

CREATE TABLE asked_changes (
  connector    TEXT PRIMARY KEY,
  cursor       TEXT,                 -- from where to ask, as the application told it; NULL before it has
  due          INTEGER NOT NULL,     -- instant: when to ask; while leased, when the lease is over
  known        TEXT,                 -- as `outbox.known`
  last_failure TEXT,                 -- code; NULL when the last attempt did not fail
  token        INTEGER               -- the lease's; NULL when not leased
) STRICT, WITHOUT ROWID;
-- What an application told waits for its request like the calls that it makes.
ALTER TABLE waiting_call ADD COLUMN kind TEXT NOT NULL DEFAULT 'call'; -- call, change
-- The applications that an open request has.
CREATE INDEX request_in_use ON request (connector) WHERE connector IS NOT NULL AND closed_at IS NULL;
