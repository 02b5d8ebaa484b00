-- The directory of applicants: one record for each citizen, association or business.

CREATE TABLE profile (
  row    INTEGER PRIMARY KEY,
  id     BLOB NOT NULL UNIQUE,
  body   TEXT NOT NULL,              -- JSON of `Profile`
  merged INTEGER REFERENCES profile (row), -- the record into which it was merged; NULL when it stands by itself
  words  TEXT NOT NULL               -- folded words to search, each after a space; empty once merged
) STRICT;
CREATE INDEX profile_by_merger ON profile (merged) WHERE merged IS NOT NULL;

-- What records are found by. Only verified keys (`account`, `identity:…`) are matched by themselves.
CREATE TABLE profile_key (
  kind    TEXT NOT NULL,             -- account, identity:<provider>, email, phone, siret, rna
  key     TEXT NOT NULL,             -- in its canonical form; e-mail addresses in lower case
  profile INTEGER NOT NULL REFERENCES profile (row),
  PRIMARY KEY (kind, key, profile)
) STRICT, WITHOUT ROWID;

-- `profile.words`, by word: which records have it.
CREATE VIRTUAL TABLE profile_words USING fts5 (
  words, content = 'profile', content_rowid = 'row', columnsize = 0, detail = 'none', tokenize = 'ascii'
);

-- The journals of the records.
CREATE TABLE profile_change (
  row      INTEGER PRIMARY KEY,
  profile  INTEGER NOT NULL REFERENCES profile (row),
  revision INTEGER NOT NULL,         -- number of the change, from 1
  at       INTEGER NOT NULL,         -- instant
  actor    TEXT NOT NULL,            -- JSON of `Actor`
  action   TEXT NOT NULL,            -- JSON of `ProfileAction`
  changed  TEXT NOT NULL,            -- JSON object: the members that changed, as the change left them
  UNIQUE (profile, revision)
) STRICT;

-- The record of the applicant of a request, as it was when they were recognised; NULL when they were not.
ALTER TABLE request ADD COLUMN profile BLOB REFERENCES profile (id);
CREATE INDEX request_by_profile ON request (profile, received_at) WHERE profile IS NOT NULL;
