-- Requests taken over from former systems: what each was there is known for ever, so that it is taken over once.
CREATE TABLE taken_over (
  source    TEXT NOT NULL,           -- the former system, as whoever took it over calls it
  reference TEXT NOT NULL,           -- what people called the request there
  request   INTEGER NOT NULL REFERENCES request (row),
  PRIMARY KEY (source, reference)
) STRICT, WITHOUT ROWID;
CREATE INDEX taken_over_by_reference ON taken_over (reference, request);
