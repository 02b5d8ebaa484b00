-- What applicants are shown in place of hidden statuses; absences of agents, and the journal of what is done to them.

-- What an applicant is shown of a request while its status is hidden from them: their lists say it, and seek it.
ALTER TABLE request ADD COLUMN shown_status TEXT;  -- name of the status before; NULL while the real one is shown
ALTER TABLE request ADD COLUMN shown_state TEXT;   -- its state; NULL with it
ALTER TABLE request ADD COLUMN shown_outcome TEXT; -- its outcome; NULL with it, and when it was not a closed one

-- When agents are away, and what was done to their registration.

-- The time away that was told last.
CREATE TABLE agent_absence (
  agent    INTEGER PRIMARY KEY REFERENCES agent (row),
  delegate TEXT,                     -- id of the agent who stands in; NULL when nobody does
  since    INTEGER NOT NULL,         -- instant: when it begins
  until    INTEGER NOT NULL          -- instant: when it is over
) STRICT;
CREATE INDEX absence_of_delegate ON agent_absence (delegate) WHERE delegate IS NOT NULL;

-- The journal of agents. Rows never change.
CREATE TABLE people_event (
  row    INTEGER PRIMARY KEY,        -- rank in the journal, from 1
  at     INTEGER NOT NULL,           -- instant
  by     TEXT NOT NULL,              -- JSON of the `Actor` who did it
  agent  TEXT NOT NULL,              -- id of the agent concerned
  change TEXT NOT NULL               -- JSON of `PeopleChange`
) STRICT;
CREATE INDEX people_event_of_agent ON people_event (agent);

-- Agents whose work is still to be given back to their services.
CREATE TABLE departure (
  agent   TEXT NOT NULL,             -- id of the agent
  service TEXT NOT NULL,             -- id of the service in which they lost their role; empty for all
  PRIMARY KEY (agent, service)
) STRICT, WITHOUT ROWID;
