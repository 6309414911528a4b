-- Times are microseconds since 1970-01-01 UTC.
CREATE TABLE IF NOT EXISTS job (
  id integer NOT NULL PRIMARY KEY,
  script text NOT NULL,
  environment text NOT NULL,
  state integer NOT NULL,
  -- The state once it is final, null before. Indexes name this column and not state.
  final_state integer NULL,
  attempt integer NOT NULL,
  node text NULL,
  node_incarnation text NULL,
  target text NOT NULL,
  priority integer NOT NULL,
  identity_name text NULL,
  parameters text NULL,
  parent_id integer NULL,
  idempotency_key text NULL,
  policy text NULL,
  retained integer NOT NULL,
  created_at integer NOT NULL,
  due_at integer NULL,
  started_at integer NULL,
  ended_at integer NULL,
  exit_code integer NULL,
  reason text NULL,
  progress_percent integer NULL,
  progress_text text NULL,
  feedback text NULL,
  retries_used integer NOT NULL,
  version integer NOT NULL
);

CREATE INDEX IF NOT EXISTS ix_job_live ON job (id) WHERE final_state IS NULL;
CREATE INDEX IF NOT EXISTS ix_job_unsuccessful ON job (id) WHERE final_state > 10;
CREATE INDEX IF NOT EXISTS ix_job_ended ON job (ended_at) WHERE final_state IS NOT NULL;
CREATE INDEX IF NOT EXISTS ix_job_script ON job (script, id);
CREATE INDEX IF NOT EXISTS ix_job_script_ended ON job (script, ended_at) WHERE final_state IS NOT NULL;
CREATE INDEX IF NOT EXISTS ix_job_retained ON job (script) WHERE retained = 1 AND final_state IS NOT NULL;
CREATE INDEX IF NOT EXISTS ix_job_parent ON job (parent_id, id) WHERE parent_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS ix_job_identity ON job (identity_name, id) WHERE identity_name IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS ux_job_idempotency ON job (idempotency_key, coalesce(identity_name, '')) WHERE idempotency_key IS NOT NULL;

CREATE TABLE IF NOT EXISTS job_output (
  job_id integer NOT NULL,
  seq integer NOT NULL,
  attempt integer NOT NULL,
  stream integer NOT NULL,
  output_time integer NOT NULL,
  output_text text NOT NULL,
  output_data text NULL,
  CONSTRAINT pk_job_output PRIMARY KEY (job_id, seq)
);

-- Numbers are handed out in blocks; next_id is the first that nobody has.
CREATE TABLE IF NOT EXISTS id_block (
  name text NOT NULL CONSTRAINT pk_id_block PRIMARY KEY,
  next_id integer NOT NULL
);

INSERT INTO id_block (name, next_id) VALUES ('job', 1), ('account', 2) ON CONFLICT (name) DO NOTHING;
