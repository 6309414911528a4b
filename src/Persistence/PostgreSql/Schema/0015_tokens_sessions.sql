-- The token that granted a token: it ends with it.
ALTER TABLE app_token ADD COLUMN IF NOT EXISTS parent_id bigint NULL;

-- Sessions that were signed out: their cookies are good for nothing, on any node.
CREATE TABLE IF NOT EXISTS ended_session (
  session_id text NOT NULL CONSTRAINT pk_ended_session PRIMARY KEY,
  ended_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS ix_ended_session_at ON ended_session (ended_at);
