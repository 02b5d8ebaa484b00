-- Lists of options, apart from the versions that refer to them: many versions share one list of thousands of options.

-- Sealed lists. Rows never change.
CREATE TABLE option_list (
  row    INTEGER PRIMARY KEY,
  hash   BLOB NOT NULL UNIQUE,       -- SHA-256 of `sealed`, 32 bytes; `procedure_version.sealed` names it
  sealed TEXT NOT NULL               -- canonical JSON of the list
) STRICT;
