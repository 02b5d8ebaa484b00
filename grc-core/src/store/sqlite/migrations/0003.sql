-- Time does more than transitions, and agents put tags on requests.

-- What a timer does: `transition:` and the name of the transition.
ALTER TABLE timer RENAME COLUMN transition TO effect;
UPDATE timer SET effect = 'transition:' || effect;

-- The tags of each request. `state` and `received_at` are the request's, so that a tag's list is read in order.
CREATE TABLE request_tag (
  tag         TEXT NOT NULL,         -- as it is normalised
  state       TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  request     INTEGER NOT NULL REFERENCES request (row),
  PRIMARY KEY (tag, state, received_at, request)
) STRICT, WITHOUT ROWID;
