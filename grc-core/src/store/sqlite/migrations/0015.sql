-- Calls of business applications that came before the request that they are about. A row goes once its request has taken it, with
-- what the call says.
CREATE TABLE waiting_call (
  row        INTEGER PRIMARY KEY, -- in order of arrival
  connector  TEXT NOT NULL,          -- id of the connector
  call       TEXT NOT NULL,          -- identifier of the call, as its sender tells it
  named      TEXT NOT NULL,          -- reference, id or external id of the request, as the call tells it
  body       TEXT NOT NULL,          -- JSON
  bytes      INTEGER NOT NULL,       -- length of `body`
  at         INTEGER NOT NULL,       -- instant: when it came
  expires_at INTEGER NOT NULL,       -- instant: when it is forgotten, unless its request is known
  request    BLOB                    -- id of the request, UUID; NULL until it is known
) STRICT;
CREATE INDEX waiting_call_by_name ON waiting_call (connector, named, bytes) WHERE request IS NULL;
CREATE INDEX waiting_call_by_end ON waiting_call (expires_at) WHERE request IS NULL;
CREATE INDEX waiting_call_found ON waiting_call (request) WHERE request IS NOT NULL;
