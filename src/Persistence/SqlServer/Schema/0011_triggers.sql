-- Since when a trigger is declared as it is: what happened before does not start it.
IF OBJECT_ID(N'dbo.trigger_note', N'U') IS NULL
CREATE TABLE dbo.trigger_note (
  note_key NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT pk_trigger_note PRIMARY KEY,
  name NVARCHAR(200) NOT NULL,
  since DATETIME2(7) NOT NULL
);

-- Webhooks of triggers, stored before they are sent. The body is the event's; what it is signed with stays in the repository.
IF OBJECT_ID(N'dbo.webhook_delivery', N'U') IS NULL
CREATE TABLE dbo.webhook_delivery (
  id BIGINT IDENTITY (1, 1) NOT NULL CONSTRAINT pk_webhook_delivery PRIMARY KEY,
  -- Made of trigger and event: whoever tells of the event, one delivery comes of it.
  event_key NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT ux_webhook_delivery UNIQUE,
  trigger_name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
  event_id NVARCHAR(400) NOT NULL,
  event_kind INT NOT NULL,
  -- Scheme and host only: the rest of an address can be a secret.
  sent_to NVARCHAR(400) NOT NULL,
  payload NVARCHAR(MAX) NOT NULL,
  -- 0 waits, 10 delivered, 11 given up.
  state INT NOT NULL,
  attempts INT NOT NULL,
  next_at DATETIME2(7) NULL,
  last_status INT NULL,
  last_error NVARCHAR(MAX) NULL,
  created_at DATETIME2(7) NOT NULL,
  changed_at DATETIME2(7) NOT NULL,
  version BIGINT NOT NULL
);

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix_webhook_delivery_due' AND object_id = OBJECT_ID(N'dbo.webhook_delivery'))
CREATE NONCLUSTERED INDEX ix_webhook_delivery_due ON dbo.webhook_delivery (next_at, id) WHERE state = 0;
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix_webhook_delivery_trigger' AND object_id = OBJECT_ID(N'dbo.webhook_delivery'))
CREATE NONCLUSTERED INDEX ix_webhook_delivery_trigger ON dbo.webhook_delivery (trigger_name, id);
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix_webhook_delivery_ended' AND object_id = OBJECT_ID(N'dbo.webhook_delivery'))
CREATE NONCLUSTERED INDEX ix_webhook_delivery_ended ON dbo.webhook_delivery (changed_at) WHERE state >= 10;
