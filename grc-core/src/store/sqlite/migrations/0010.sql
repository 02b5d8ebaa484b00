-- Figures: kept as requests change, so that none is counted by reading all requests.

-- Requests that are alike, but for trials.
CREATE TABLE tally (
  procedure TEXT NOT NULL,           -- id of the procedure
  service   TEXT NOT NULL,           -- id of the service in charge
  agent     TEXT NOT NULL,           -- id of the agent in charge; empty when none is
  status    TEXT NOT NULL,           -- name in the circuit
  state     TEXT NOT NULL,           -- what it amounts to
  requests  INTEGER NOT NULL,        -- 0 or more
  PRIMARY KEY (procedure, service, agent, status, state)
) STRICT, WITHOUT ROWID;

-- 1 for a request of a procedure that was only tried.
ALTER TABLE request ADD COLUMN trial INTEGER NOT NULL DEFAULT 0;
-- Milliseconds spent waiting for the applicant, in the statuses that are over.
ALTER TABLE request ADD COLUMN waited INTEGER NOT NULL DEFAULT 0;

-- Requests that are closed, but for trials: how long they took.
CREATE TABLE closed_request (
  request   INTEGER PRIMARY KEY REFERENCES request (row),
  procedure TEXT NOT NULL,           -- id of the procedure
  service   TEXT NOT NULL,           -- id of the service in charge at the end
  month     INTEGER NOT NULL,        -- of the town's calendar, in which it was closed: 202603
  elapsed   INTEGER NOT NULL,        -- milliseconds from receipt to closing, less `request.waited`
  on_time   INTEGER NOT NULL         -- 1 when every dated task was done in time, 0 when one was not, -1 without one
) STRICT;
CREATE INDEX closed_by_delay ON closed_request (procedure, month, elapsed, service);

-- The same by spans of time, so that the place of a percentile is found by counting spans, not requests.
CREATE TABLE delay_tally (
  procedure TEXT NOT NULL,
  month     INTEGER NOT NULL,
  span      INTEGER NOT NULL,        -- milliseconds, at which the span that holds `elapsed` begins: see `span_of`
  service   TEXT NOT NULL,
  on_time   INTEGER NOT NULL,
  requests  INTEGER NOT NULL,        -- 0 or more
  PRIMARY KEY (procedure, month, span, service, on_time)
) STRICT, WITHOUT ROWID;

-- What is known of the requests filed until now.
UPDATE request SET trial = 1
  WHERE row IN (SELECT request FROM request_body WHERE json_extract(body, '$.trial'));
UPDATE request SET waited = coalesce((
  SELECT sum(until - at) FROM (
    SELECT at, json_extract(content, '$.payload.state') AS state, lead(at) OVER (ORDER BY sequence) AS until
    FROM event WHERE event.request = request.row AND type = 'status_entered')
  WHERE state = 'on_hold' AND until IS NOT NULL), 0);
INSERT INTO tally
  SELECT procedure, service, coalesce(agent, ''), status, state, count(*)
  FROM request WHERE trial = 0 GROUP BY 1, 2, 3, 4, 5;
-- The month is that of Greenwich: the town's calendar is not known here.
INSERT INTO closed_request
  SELECT row, procedure, service, CAST(strftime('%Y%m', closed_at / 1000, 'unixepoch') AS INTEGER),
    max(closed_at - received_at - waited, 0),
    coalesce((
      SELECT min(min(coalesce(json_extract(value, '$.ended.at'), strftime('%Y-%m-%dT%H:%M:%fZ', closed_at / 1000.0, 'unixepoch')),
                     strftime('%Y-%m-%dT%H:%M:%fZ', closed_at / 1000.0, 'unixepoch')) <= json_extract(value, '$.due'))
      FROM request_body, json_each(body, '$.tasks')
      WHERE request_body.request = row AND json_extract(value, '$.due') IS NOT NULL), -1)
  FROM request WHERE closed_at IS NOT NULL AND trial = 0;
INSERT INTO delay_tally
  SELECT procedure, month,
    CASE WHEN elapsed < 172800000 THEN elapsed - elapsed % 3600000
         WHEN elapsed < 8467200000 THEN elapsed - elapsed % 86400000
         ELSE elapsed - elapsed % 604800000 END,
    service, on_time, count(*)
  FROM closed_request GROUP BY 1, 2, 3, 4, 5;
