-- What requests have of scarce things: rooms on a day, places in a workshop.

-- The claims that requests have now. Those that were given back are in the histories alone.
CREATE TABLE claim (
  key      TEXT NOT NULL,            -- what is taken, as the definitions compute it
  span     INTEGER NOT NULL,         -- bits of the length in milliseconds: it is less than 2^span
  begins   INTEGER NOT NULL,         -- instant; -2^60 for what has no date
  request  INTEGER NOT NULL REFERENCES request (row),
  rank     INTEGER NOT NULL,         -- among the claims of the request, from 0
  ends     INTEGER NOT NULL,         -- instant, not included; 2^60 for what has no date
  quantity INTEGER NOT NULL,         -- how many are taken, from 1
  PRIMARY KEY (key, span, begins, request, rank)
) STRICT, WITHOUT ROWID;
