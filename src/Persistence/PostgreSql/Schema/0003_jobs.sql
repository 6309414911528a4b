CREATE TABLE IF NOT EXISTS job (
  id bigint NOT NULL CONSTRAINT pk_job PRIMARY KEY,
  script text NOT NULL,
  environment text NOT NULL,
  state integer NOT NULL,
  -- The state once it is final, null before. Indexes name this column and not state, so that a change between live states touches no index.
  final_state integer NULL,
  attempt integer NOT NULL,
  node text NULL,
  node_incarnation text NULL,
  target text NOT NULL,
  priority integer NOT NULL,
  identity_name text NULL,
  parameters text NULL,
  parent_id bigint NULL,
  idempotency_key text NULL,
  policy text NULL,
  retained boolean NOT NULL,
  created_at timestamptz NOT NULL,
  due_at timestamptz NULL,
  started_at timestamptz NULL,
  ended_at timestamptz NULL,
  exit_code integer NULL,
  reason text NULL,
  progress_percent integer NULL,
  progress_text text NULL,
  feedback text NULL,
  retries_used integer NOT NULL,
  version bigint NOT NULL
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

CREATE INDEX IF NOT EXISTS ix_job_live ON job (id) WHERE final_state IS NULL;
CREATE INDEX IF NOT EXISTS ix_job_unsuccessful ON job (id) WHERE final_state > 10;
CREATE INDEX IF NOT EXISTS ix_job_ended ON job (ended_at) WHERE final_state IS NOT NULL;
CREATE INDEX IF NOT EXISTS ix_job_script ON job (script, id);
CREATE INDEX IF NOT EXISTS ix_job_script_ended ON job (script, ended_at) WHERE final_state IS NOT NULL;
CREATE INDEX IF NOT EXISTS ix_job_retained ON job (script) WHERE retained AND final_state IS NOT NULL;
CREATE INDEX IF NOT EXISTS ix_job_parent ON job (parent_id, id) WHERE parent_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS ix_job_identity ON job (identity_name, id) WHERE identity_name IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS ux_job_idempotency ON job (idempotency_key, coalesce(identity_name, '')) WHERE idempotency_key IS NOT NULL;

CREATE TABLE IF NOT EXISTS job_output (
  job_id bigint NOT NULL,
  seq bigint NOT NULL,
  attempt integer NOT NULL,
  stream integer NOT NULL,
  output_time timestamptz NOT NULL,
  output_text text NOT NULL,
  output_data text NULL,
  CONSTRAINT pk_job_output PRIMARY KEY (job_id, seq)
);

-- Numbers are handed out in blocks; next_id is the first that nobody has.
CREATE TABLE IF NOT EXISTS id_block (
  name text NOT NULL CONSTRAINT pk_id_block PRIMARY KEY,
  next_id bigint NOT NULL
);

INSERT INTO id_block (name, next_id) VALUES ('job', 1), ('account', 2) ON CONFLICT (name) DO NOTHING;
