-- The schedule or trigger that created a job: schedule/NAME or trigger/DEPTH/NAME.
ALTER TABLE job ADD COLUMN IF NOT EXISTS origin text NULL;

-- What is known of a schedule beside its declaration.
CREATE TABLE IF NOT EXISTS schedule_state (
  name text NOT NULL CONSTRAINT pk_schedule_state PRIMARY KEY,
  -- Which declaration it is about; another one begins anew.
  fingerprint text NOT NULL,
  -- Nothing is due before.
  since integer NOT NULL,
  paused integer NOT NULL,
  changed_by text NULL
);

-- One row for each time that a schedule was due and somebody decided about it: what makes it run once.
CREATE TABLE IF NOT EXISTS schedule_occurrence (
  schedule text NOT NULL,
  due_at integer NOT NULL,
  -- 0 claimed, 1 waits, 10 started, 11 skipped, 12 failed.
  state integer NOT NULL,
  start_at integer NULL,
  job_id integer NULL,
  reason text NULL,
  node text NOT NULL,
  decided_at integer NOT NULL,
  CONSTRAINT pk_schedule_occurrence PRIMARY KEY (schedule, due_at)
);

CREATE INDEX IF NOT EXISTS ix_schedule_occurrence_open ON schedule_occurrence (schedule, due_at) WHERE state < 10;
CREATE INDEX IF NOT EXISTS ix_schedule_occurrence_decided ON schedule_occurrence (decided_at);
