-- Texts of published procedures that say something else since: what is written to people from then on, of open requests too.
CREATE TABLE text_correction (
  row         INTEGER PRIMARY KEY,
  publication INTEGER NOT NULL REFERENCES publication (number),
  procedure   INTEGER NOT NULL REFERENCES procedure (row),
  version     INTEGER NOT NULL,      -- the last version that it corrects: those before are too
  at          INTEGER NOT NULL,      -- instant
  by          TEXT NOT NULL,         -- JSON of `Actor`: who corrected it
  text        TEXT NOT NULL,         -- JSON of `TextReference`: which text
  words       TEXT                   -- JSON of `NewWords`: what it says; NULL: what was published
) STRICT;
CREATE INDEX text_correction_of_procedure ON text_correction (procedure, version);
