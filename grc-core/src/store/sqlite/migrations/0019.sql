-- What operators see of the questions about all requests of a business application.
ALTER TABLE asked_changes ADD COLUMN asked_at INTEGER; -- instant: when it was last asked; NULL before
ALTER TABLE asked_changes ADD COLUMN moved_at INTEGER; -- instant: since when the cursor is there; NULL before it told one
