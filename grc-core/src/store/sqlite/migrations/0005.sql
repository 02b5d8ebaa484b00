-- Tasks that say what they are, that are late without being asked, and that are listed with the requests in charge.

-- What is awaited: work, opinion.
ALTER TABLE task ADD COLUMN kind TEXT NOT NULL DEFAULT 'work';
-- The request's procedure: tasks are filtered and counted by it without reading requests.
ALTER TABLE task ADD COLUMN procedure TEXT NOT NULL DEFAULT '';
-- 1 while something is to happen when `due` passes, else 0.
ALTER TABLE task ADD COLUMN watched INTEGER NOT NULL DEFAULT 0;

UPDATE task SET procedure = (SELECT r.procedure FROM request r WHERE r.row = task.request);

CREATE INDEX task_watched ON task (due) WHERE watched = 1;

-- Open tasks of each service: counted as they change, never by a scan.
CREATE TABLE task_count (
  service   TEXT NOT NULL,
  procedure TEXT NOT NULL,
  tasks     INTEGER NOT NULL,        -- 0 or more
  PRIMARY KEY (service, procedure)
) STRICT, WITHOUT ROWID;

INSERT INTO task_count (service, procedure, tasks)
  SELECT service, procedure, count(*) FROM task WHERE open = 1 GROUP BY service, procedure;

-- The open requests that an agent has in charge: the earliest due first, those without a due date last.
CREATE INDEX request_in_charge ON request (agent, coalesce(due, 9223372036854775807))
  WHERE agent IS NOT NULL AND closed_at IS NULL;

-- The agents of a service.
CREATE INDEX agent_role_of_service ON agent_role (service);
