CREATE TABLE IF NOT EXISTS node (
  name_key text NOT NULL CONSTRAINT pk_node PRIMARY KEY,
  name text NOT NULL,
  maintenance integer NOT NULL,
  incarnation text NOT NULL,
  machine text NOT NULL,
  process_id integer NOT NULL,
  operating_system text NOT NULL,
  user_name text NOT NULL,
  version_text text NOT NULL,
  url text NOT NULL,
  tags text NOT NULL,
  started_at integer NOT NULL,
  slots integer NOT NULL
);

CREATE TABLE IF NOT EXISTS account (
  id integer NOT NULL PRIMARY KEY,
  name text NOT NULL,
  name_key text NOT NULL CONSTRAINT ux_account_name UNIQUE,
  password_hash text NULL,
  roles text NOT NULL,
  enabled integer NOT NULL,
  security_stamp text NOT NULL,
  failed_sign_ins integer NOT NULL,
  locked_until integer NULL,
  created_at integer NOT NULL,
  last_sign_in_at integer NULL,
  version integer NOT NULL
);

CREATE TABLE IF NOT EXISTS app_token (
  id integer PRIMARY KEY AUTOINCREMENT,
  hash text NOT NULL CONSTRAINT ux_app_token_hash UNIQUE,
  identity_name text NOT NULL,
  identity_key text NOT NULL,
  roles text NOT NULL,
  description text NULL,
  job_id integer NULL,
  created_at integer NOT NULL,
  expires_at integer NULL,
  revoked_at integer NULL,
  created_by text NULL
);

CREATE INDEX IF NOT EXISTS ix_app_token_job ON app_token (job_id) WHERE job_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS ix_app_token_person ON app_token (id) WHERE job_id IS NULL;
CREATE INDEX IF NOT EXISTS ix_app_token_identity ON app_token (identity_key, id);

CREATE TABLE IF NOT EXISTS audit_log (
  id integer PRIMARY KEY AUTOINCREMENT,
  logged_at integer NOT NULL,
  identity_name text NULL,
  action_name text NOT NULL,
  subject text NULL,
  detail text NULL,
  node text NULL,
  address text NULL
);

CREATE TABLE IF NOT EXISTS data_protection_key (
  id integer PRIMARY KEY AUTOINCREMENT,
  friendly_name text NULL,
  xml_text text NOT NULL
);
