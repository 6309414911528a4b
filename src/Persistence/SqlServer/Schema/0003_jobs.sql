IF OBJECT_ID(N'dbo.job', N'U') IS NULL
CREATE TABLE dbo.job (
  id BIGINT NOT NULL CONSTRAINT pk_job PRIMARY KEY,
  script NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
  environment NVARCHAR(200) NOT NULL,
  state INT NOT NULL,
  -- The state once it is final, null before. Indexes name this column and not state.
  final_state INT NULL,
  attempt INT NOT NULL,
  node NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
  node_incarnation NVARCHAR(200) NULL,
  target NVARCHAR(4000) NOT NULL,
  priority INT NOT NULL,
  identity_name NVARCHAR(256) COLLATE Latin1_General_100_BIN2 NULL,
  parameters NVARCHAR(MAX) NULL,
  parent_id BIGINT NULL,
  idempotency_key NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
  policy NVARCHAR(MAX) NULL,
  retained BIT NOT NULL,
  created_at DATETIME2(7) NOT NULL,
  due_at DATETIME2(7) NULL,
  started_at DATETIME2(7) NULL,
  ended_at DATETIME2(7) NULL,
  exit_code INT NULL,
  reason NVARCHAR(MAX) NULL,
  progress_percent INT NULL,
  progress_text NVARCHAR(MAX) NULL,
  feedback NVARCHAR(MAX) NULL,
  retries_used INT NOT NULL,
  version BIGINT NOT NULL
);

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix_job_live' AND object_id = OBJECT_ID(N'dbo.job'))
CREATE NONCLUSTERED INDEX ix_job_live ON dbo.job (id) WHERE final_state IS NULL;
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix_job_unsuccessful' AND object_id = OBJECT_ID(N'dbo.job'))
CREATE NONCLUSTERED INDEX ix_job_unsuccessful ON dbo.job (id) WHERE final_state > 10;
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix_job_ended' AND object_id = OBJECT_ID(N'dbo.job'))
CREATE NONCLUSTERED INDEX ix_job_ended ON dbo.job (ended_at) WHERE final_state IS NOT NULL;
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix_job_script' AND object_id = OBJECT_ID(N'dbo.job'))
CREATE NONCLUSTERED INDEX ix_job_script ON dbo.job (script, id);
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix_job_script_ended' AND object_id = OBJECT_ID(N'dbo.job'))
CREATE NONCLUSTERED INDEX ix_job_script_ended ON dbo.job (script, ended_at) WHERE final_state IS NOT NULL;
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix_job_retained' AND object_id = OBJECT_ID(N'dbo.job'))
CREATE NONCLUSTERED INDEX ix_job_retained ON dbo.job (script) WHERE retained = 1 AND final_state IS NOT NULL;
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix_job_parent' AND object_id = OBJECT_ID(N'dbo.job'))
CREATE NONCLUSTERED INDEX ix_job_parent ON dbo.job (parent_id, id) WHERE parent_id IS NOT NULL;
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix_job_identity' AND object_id = OBJECT_ID(N'dbo.job'))
CREATE NONCLUSTERED INDEX ix_job_identity ON dbo.job (identity_name, id) WHERE identity_name IS NOT NULL;
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ux_job_idempotency' AND object_id = OBJECT_ID(N'dbo.job'))
CREATE UNIQUE NONCLUSTERED INDEX ux_job_idempotency ON dbo.job (idempotency_key, identity_name) WHERE idempotency_key IS NOT NULL;

IF OBJECT_ID(N'dbo.job_output', N'U') IS NULL
CREATE TABLE dbo.job_output (
  job_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  attempt INT NOT NULL,
  stream INT NOT NULL,
  output_time DATETIME2(7) NOT NULL,
  output_text NVARCHAR(MAX) NOT NULL,
  output_data NVARCHAR(MAX) NULL,
  CONSTRAINT pk_job_output PRIMARY KEY (job_id, seq)
);

-- Numbers are handed out in blocks; next_id is the first that nobody has.
IF OBJECT_ID(N'dbo.id_block', N'U') IS NULL
CREATE TABLE dbo.id_block (
  name NVARCHAR(256) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT pk_id_block PRIMARY KEY,
  next_id BIGINT NOT NULL
);

INSERT INTO dbo.id_block (name, next_id)
SELECT seed.name, seed.next_id
FROM (VALUES (N'job', CAST(1 AS BIGINT)), (N'account', CAST(2 AS BIGINT))) AS seed (name, next_id)
WHERE NOT EXISTS (SELECT 1 FROM dbo.id_block AS b WHERE b.name = (seed.name COLLATE Latin1_General_100_BIN2));
