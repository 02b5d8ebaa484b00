-- The parts of the town in which requests are, so that a sector's requests are listed in order.

-- A row for each division in which a request is located. `state` and `received_at` are the request's.
CREATE TABLE request_sector (
  division    TEXT NOT NULL,         -- id of the division
  sector      TEXT NOT NULL,         -- id of the sector within it
  state       TEXT NOT NULL,
  received_at INTEGER NOT NULL,      -- instant
  request     INTEGER NOT NULL REFERENCES request (row),
  PRIMARY KEY (division, sector, state, received_at, request)
) STRICT, WITHOUT ROWID;
