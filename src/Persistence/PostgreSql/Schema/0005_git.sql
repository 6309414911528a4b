ALTER TABLE job ADD COLUMN IF NOT EXISTS commit_id text NULL;

CREATE TABLE IF NOT EXISTS setting (
  name text NOT NULL CONSTRAINT pk_setting PRIMARY KEY,
  value_text text NOT NULL,
  version bigint NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by text NULL
);

CREATE TABLE IF NOT EXISTS git_history (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_git_history PRIMARY KEY,
  logged_at timestamptz NOT NULL,
  node text NOT NULL,
  cause integer NOT NULL,
  outcome integer NOT NULL,
  from_commit text NULL,
  to_commit text NULL,
  detail text NULL,
  changes text NOT NULL,
  change_count integer NOT NULL
);

CREATE TABLE IF NOT EXISTS git_edit (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_git_edit PRIMARY KEY,
  state integer NOT NULL,
  author text NOT NULL,
  node text NULL,
  message text NULL,
  files text NOT NULL,
  contents text NOT NULL,
  conflicts text NULL,
  commit_id text NULL,
  detail text NULL,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  version bigint NOT NULL
);

-- What is not final, which is little beside what is.
CREATE INDEX IF NOT EXISTS ix_git_edit_unfinished ON git_edit (id) WHERE state < 10;
