ALTER TABLE job ADD COLUMN IF NOT EXISTS commit_id text NULL;

CREATE TABLE IF NOT EXISTS setting (
  name text NOT NULL PRIMARY KEY,
  value_text text NOT NULL,
  version integer NOT NULL,
  changed_at integer NOT NULL,
  changed_by text NULL
);

CREATE TABLE IF NOT EXISTS git_history (
  id integer PRIMARY KEY AUTOINCREMENT,
  logged_at integer NOT NULL,
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
  id integer PRIMARY KEY AUTOINCREMENT,
  state integer NOT NULL,
  author text NOT NULL,
  node text NULL,
  message text NULL,
  files text NOT NULL,
  contents text NOT NULL,
  conflicts text NULL,
  commit_id text NULL,
  detail text NULL,
  created_at integer NOT NULL,
  changed_at integer NOT NULL,
  version integer NOT NULL
);

-- What is not final, which is little beside what is.
CREATE INDEX IF NOT EXISTS ix_git_edit_unfinished ON git_edit (id) WHERE state < 10;
