-- What agents do, for the signature of letters.
ALTER TABLE agent ADD COLUMN title TEXT; -- as letters tell it under the name; NULL when it was not told
