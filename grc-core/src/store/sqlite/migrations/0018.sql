-- Spans of time that grow with the times in them, one row for a span and a service: a month has few, however many requests.
DROP TABLE delay_tally;
CREATE TABLE delay_tally (
  procedure TEXT NOT NULL,           -- id of the procedure
  month     INTEGER NOT NULL,        -- of the town's calendar: 202603
  span      INTEGER NOT NULL,        -- milliseconds, at which the span that holds `closed_request.elapsed` begins: see `span_of`
  service   TEXT NOT NULL,           -- id of the service in charge at the end
  requests  INTEGER NOT NULL,        -- 0 or more
  dated     INTEGER NOT NULL,        -- how many of them had a dated task
  on_time   INTEGER NOT NULL,        -- how many of those had every dated task done in time
  PRIMARY KEY (procedure, month, span, service)
) STRICT, WITHOUT ROWID;
INSERT INTO delay_tally
  WITH RECURSIVE octave (hours) AS (SELECT 4 UNION ALL SELECT 2 * hours FROM octave WHERE hours < 1073741824),
  timed AS (
    SELECT procedure, month, service, on_time, elapsed / 3600000 AS hours,
      coalesce((SELECT max(octave.hours) FROM octave WHERE octave.hours <= elapsed / 3600000) / 4, 1) AS step
    FROM closed_request)
  SELECT procedure, month, (hours - hours % step) * 3600000, service, count(*), sum(on_time >= 0), sum(on_time = 1)
  FROM timed GROUP BY 1, 2, 3, 4;
