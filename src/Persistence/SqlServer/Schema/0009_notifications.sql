-- Notifications of the platform and of scripts.
IF OBJECT_ID(N'dbo.notification', N'U') IS NULL
CREATE TABLE dbo.notification (
  id BIGINT IDENTITY (1, 1) NOT NULL CONSTRAINT pk_notification PRIMARY KEY,
  severity INT NOT NULL,
  title NVARCHAR(400) NOT NULL,
  body NVARCHAR(MAX) NULL,
  raised_by NVARCHAR(400) NULL,
  -- Joins repeats.
  join_key NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NULL,
  repeats INT NOT NULL,
  created_at DATETIME2(7) NOT NULL,
  repeated_at DATETIME2(7) NOT NULL,
  expires_at DATETIME2(7) NOT NULL
);

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix_notification_key' AND object_id = OBJECT_ID(N'dbo.notification'))
CREATE NONCLUSTERED INDEX ix_notification_key ON dbo.notification (join_key, id) WHERE join_key IS NOT NULL;
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix_notification_expires' AND object_id = OBJECT_ID(N'dbo.notification'))
CREATE NONCLUSTERED INDEX ix_notification_expires ON dbo.notification (expires_at);

-- Everything up to this number is read by the identity ...
IF OBJECT_ID(N'dbo.notification_mark', N'U') IS NULL
CREATE TABLE dbo.notification_mark (
  account_id BIGINT NOT NULL CONSTRAINT pk_notification_mark PRIMARY KEY,
  read_through BIGINT NOT NULL
);

-- ... and so are these above it.
IF OBJECT_ID(N'dbo.notification_read', N'U') IS NULL
CREATE TABLE dbo.notification_read (
  account_id BIGINT NOT NULL,
  notification_id BIGINT NOT NULL,
  CONSTRAINT pk_notification_read PRIMARY KEY (account_id, notification_id)
);

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix_notification_read_notification' AND object_id = OBJECT_ID(N'dbo.notification_read'))
CREATE NONCLUSTERED INDEX ix_notification_read_notification ON dbo.notification_read (notification_id);
