IF COL_LENGTH(N'dbo.job', N'commit_id') IS NULL
ALTER TABLE dbo.job ADD commit_id NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NULL;

IF OBJECT_ID(N'dbo.setting', N'U') IS NULL
CREATE TABLE dbo.setting (
  name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT pk_setting PRIMARY KEY,
  value_text NVARCHAR(MAX) NOT NULL,
  version BIGINT NOT NULL,
  changed_at DATETIME2(7) NOT NULL,
  changed_by NVARCHAR(256) NULL
);

IF OBJECT_ID(N'dbo.git_history', N'U') IS NULL
CREATE TABLE dbo.git_history (
  id BIGINT IDENTITY (1, 1) NOT NULL CONSTRAINT pk_git_history PRIMARY KEY,
  logged_at DATETIME2(7) NOT NULL,
  node NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
  cause INT NOT NULL,
  outcome INT NOT NULL,
  from_commit NVARCHAR(64) NULL,
  to_commit NVARCHAR(64) NULL,
  detail NVARCHAR(MAX) NULL,
  changes NVARCHAR(MAX) NOT NULL,
  change_count INT NOT NULL
);

IF OBJECT_ID(N'dbo.git_edit', N'U') IS NULL
CREATE TABLE dbo.git_edit (
  id BIGINT IDENTITY (1, 1) NOT NULL CONSTRAINT pk_git_edit PRIMARY KEY,
  state INT NOT NULL,
  author NVARCHAR(256) NOT NULL,
  node NVARCHAR(200) NULL,
  message NVARCHAR(MAX) NULL,
  files NVARCHAR(MAX) NOT NULL,
  contents NVARCHAR(MAX) NOT NULL,
  conflicts NVARCHAR(MAX) NULL,
  commit_id NVARCHAR(64) NULL,
  detail NVARCHAR(MAX) NULL,
  created_at DATETIME2(7) NOT NULL,
  changed_at DATETIME2(7) NOT NULL,
  version BIGINT NOT NULL
);

-- What is not final, which is little beside what is.
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix_git_edit_unfinished' AND object_id = OBJECT_ID(N'dbo.git_edit'))
CREATE NONCLUSTERED INDEX ix_git_edit_unfinished ON dbo.git_edit (id) WHERE state < 10;
