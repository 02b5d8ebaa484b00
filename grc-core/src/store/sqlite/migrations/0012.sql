-- Those who are told of what happens: each has a cursor over `event`, so that nothing is written for them when requests change.
CREATE TABLE subscriber (
  name         TEXT PRIMARY KEY,
  url          TEXT NOT NULL,        -- where events are sent
  secret       TEXT NOT NULL,        -- name of the host's secret with which they are signed
  types        TEXT NOT NULL,        -- JSON list of types of events; all, when empty
  cursor       INTEGER NOT NULL,     -- `event.row` of the last one that is behind
  attempts     INTEGER NOT NULL,     -- that failed at the next one
  due          INTEGER NOT NULL,     -- instant: the next one is not sent before
  disabled     TEXT,                 -- gone, exhausted; NULL while events are sent
  last_failure TEXT,                 -- code; NULL when the last attempt did not fail
  token        INTEGER,              -- the lease's; NULL when not leased
  leased_until INTEGER               -- instant: when the lease is over; NULL when not leased
) STRICT, WITHOUT ROWID;
