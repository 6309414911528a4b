-- Notifications of the platform and of scripts.
CREATE TABLE IF NOT EXISTS notification (
  id integer PRIMARY KEY AUTOINCREMENT,
  severity integer NOT NULL,
  title text NOT NULL,
  body text NULL,
  raised_by text NULL,
  -- Joins repeats.
  join_key text NULL,
  repeats integer NOT NULL,
  created_at integer NOT NULL,
  repeated_at integer NOT NULL,
  expires_at integer NOT NULL
);

CREATE INDEX IF NOT EXISTS ix_notification_key ON notification (join_key, id) WHERE join_key IS NOT NULL;
CREATE INDEX IF NOT EXISTS ix_notification_expires ON notification (expires_at);

-- Everything up to this number is read by the identity ...
CREATE TABLE IF NOT EXISTS notification_mark (
  account_id integer NOT NULL CONSTRAINT pk_notification_mark PRIMARY KEY,
  read_through integer NOT NULL
);

-- ... and so are these above it.
CREATE TABLE IF NOT EXISTS notification_read (
  account_id integer NOT NULL,
  notification_id integer NOT NULL,
  CONSTRAINT pk_notification_read PRIMARY KEY (account_id, notification_id)
);

CREATE INDEX IF NOT EXISTS ix_notification_read_notification ON notification_read (notification_id);
