CREATE TABLE IF NOT EXISTS node (
  name_key text NOT NULL CONSTRAINT pk_node PRIMARY KEY,
  name text NOT NULL,
  maintenance boolean NOT NULL,
  incarnation text NOT NULL,
  machine text NOT NULL,
  process_id integer NOT NULL,
  operating_system text NOT NULL,
  user_name text NOT NULL,
  version_text text NOT NULL,
  url text NOT NULL,
  tags text NOT NULL,
  started_at timestamptz NOT NULL,
  slots integer NOT NULL
);

CREATE TABLE IF NOT EXISTS account (
  id bigint NOT NULL CONSTRAINT pk_account PRIMARY KEY,
  name text NOT NULL,
  name_key text NOT NULL CONSTRAINT ux_account_name UNIQUE,
  password_hash text NULL,
  roles text NOT NULL,
  enabled boolean NOT NULL,
  security_stamp text NOT NULL,
  failed_sign_ins integer NOT NULL,
  locked_until timestamptz NULL,
  created_at timestamptz NOT NULL,
  last_sign_in_at timestamptz NULL,
  version bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS app_token (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_app_token PRIMARY KEY,
  hash text NOT NULL CONSTRAINT ux_app_token_hash UNIQUE,
  identity_name text NOT NULL,
  identity_key text NOT NULL,
  roles text NOT NULL,
  description text NULL,
  job_id bigint NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NULL,
  revoked_at timestamptz NULL,
  created_by text NULL
);

CREATE INDEX IF NOT EXISTS ix_app_token_job ON app_token (job_id) WHERE job_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS ix_app_token_person ON app_token (id) WHERE job_id IS NULL;
CREATE INDEX IF NOT EXISTS ix_app_token_identity ON app_token (identity_key, id);

CREATE TABLE IF NOT EXISTS audit_log (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_audit_log PRIMARY KEY,
  logged_at timestamptz NOT NULL,
  identity_name text NULL,
  action_name text NOT NULL,
  subject text NULL,
  detail text NULL,
  node text NULL,
  address text NULL
);

CREATE TABLE IF NOT EXISTS data_protection_key (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_data_protection_key PRIMARY KEY,
  friendly_name text NULL,
  xml_text text NOT NULL
);
