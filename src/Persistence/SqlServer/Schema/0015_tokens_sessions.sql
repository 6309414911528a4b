-- The token that granted a token: it ends with it.
IF COL_LENGTH(N'dbo.app_token', N'parent_id') IS NULL
ALTER TABLE dbo.app_token ADD parent_id BIGINT NULL;

-- Sessions that were signed out: their cookies are good for nothing, on any node.
IF OBJECT_ID(N'dbo.ended_session', N'U') IS NULL
CREATE TABLE dbo.ended_session (
  session_id NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT pk_ended_session PRIMARY KEY,
  ended_at DATETIME2(7) NOT NULL
);
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix_ended_session_at' AND object_id = OBJECT_ID(N'dbo.ended_session'))
CREATE NONCLUSTERED INDEX ix_ended_session_at ON dbo.ended_session (ended_at);
