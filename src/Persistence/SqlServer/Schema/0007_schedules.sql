-- The schedule or trigger that created a job: schedule/NAME or trigger/DEPTH/NAME.
IF COL_LENGTH(N'dbo.job', N'origin') IS NULL
ALTER TABLE dbo.job ADD origin NVARCHAR(500) NULL;

-- What is known of a schedule beside its declaration.
IF OBJECT_ID(N'dbo.schedule_state', N'U') IS NULL
CREATE TABLE dbo.schedule_state (
  name NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT pk_schedule_state PRIMARY KEY,
  -- Which declaration it is about; another one begins anew.
  fingerprint NVARCHAR(500) NOT NULL,
  -- Nothing is due before.
  since DATETIME2(7) NOT NULL,
  paused BIT NOT NULL,
  changed_by NVARCHAR(256) NULL
);

-- One row for each time that a schedule was due and somebody decided about it: what makes it run once.
IF OBJECT_ID(N'dbo.schedule_occurrence', N'U') IS NULL
CREATE TABLE dbo.schedule_occurrence (
  schedule NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
  due_at DATETIME2(7) NOT NULL,
  -- 0 claimed, 1 waits, 10 started, 11 skipped, 12 failed.
  state INT NOT NULL,
  start_at DATETIME2(7) NULL,
  job_id BIGINT NULL,
  reason NVARCHAR(MAX) NULL,
  node NVARCHAR(200) NOT NULL,
  decided_at DATETIME2(7) NOT NULL,
  CONSTRAINT pk_schedule_occurrence PRIMARY KEY (schedule, due_at)
);

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix_schedule_occurrence_open' AND object_id = OBJECT_ID(N'dbo.schedule_occurrence'))
CREATE NONCLUSTERED INDEX ix_schedule_occurrence_open ON dbo.schedule_occurrence (schedule, due_at) WHERE state < 10;
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix_schedule_occurrence_decided' AND object_id = OBJECT_ID(N'dbo.schedule_occurrence'))
CREATE NONCLUSTERED INDEX ix_schedule_occurrence_decided ON dbo.schedule_occurrence (decided_at);
