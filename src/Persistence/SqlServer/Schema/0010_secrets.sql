IF OBJECT_ID(N'dbo.variable', N'U') IS NULL
CREATE TABLE dbo.variable (
  name_key NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT pk_variable PRIMARY KEY,
  name NVARCHAR(200) NOT NULL,
  definition NVARCHAR(MAX) NOT NULL,
  version BIGINT NOT NULL,
  changed_at DATETIME2(7) NOT NULL,
  changed_by NVARCHAR(256) NULL
);

-- The values are encrypted with a key that is nowhere in the database; key_id says which.
IF OBJECT_ID(N'dbo.secret', N'U') IS NULL
CREATE TABLE dbo.secret (
  name_key NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT pk_secret PRIMARY KEY,
  name NVARCHAR(200) NOT NULL,
  kind INT NOT NULL,
  key_id NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
  sealed_text NVARCHAR(MAX) NOT NULL,
  version BIGINT NOT NULL,
  changed_at DATETIME2(7) NOT NULL,
  changed_by NVARCHAR(256) NULL
);
