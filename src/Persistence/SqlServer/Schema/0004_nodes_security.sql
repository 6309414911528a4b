IF OBJECT_ID(N'dbo.node', N'U') IS NULL
CREATE TABLE dbo.node (
  name_key NVARCHAR(256) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT pk_node PRIMARY KEY,
  name NVARCHAR(256) NOT NULL,
  maintenance BIT NOT NULL,
  incarnation NVARCHAR(200) NOT NULL,
  machine NVARCHAR(256) NOT NULL,
  process_id INT NOT NULL,
  operating_system NVARCHAR(400) NOT NULL,
  user_name NVARCHAR(256) NOT NULL,
  version_text NVARCHAR(100) NOT NULL,
  url NVARCHAR(2000) NOT NULL,
  tags NVARCHAR(MAX) NOT NULL,
  started_at DATETIME2(7) NOT NULL,
  slots INT NOT NULL
);

IF OBJECT_ID(N'dbo.account', N'U') IS NULL
CREATE TABLE dbo.account (
  id BIGINT NOT NULL CONSTRAINT pk_account PRIMARY KEY,
  name NVARCHAR(256) NOT NULL,
  name_key NVARCHAR(256) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT ux_account_name UNIQUE,
  password_hash NVARCHAR(MAX) NULL,
  roles NVARCHAR(MAX) NOT NULL,
  enabled BIT NOT NULL,
  security_stamp NVARCHAR(200) NOT NULL,
  failed_sign_ins INT NOT NULL,
  locked_until DATETIME2(7) NULL,
  created_at DATETIME2(7) NOT NULL,
  last_sign_in_at DATETIME2(7) NULL,
  version BIGINT NOT NULL
);

IF OBJECT_ID(N'dbo.app_token', N'U') IS NULL
CREATE TABLE dbo.app_token (
  id BIGINT IDENTITY (1, 1) NOT NULL CONSTRAINT pk_app_token PRIMARY KEY,
  hash NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT ux_app_token_hash UNIQUE,
  identity_name NVARCHAR(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
  identity_key NVARCHAR(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
  roles NVARCHAR(MAX) NOT NULL,
  description NVARCHAR(MAX) NULL,
  job_id BIGINT NULL,
  created_at DATETIME2(7) NOT NULL,
  expires_at DATETIME2(7) NULL,
  revoked_at DATETIME2(7) NULL,
  created_by NVARCHAR(256) NULL
);

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix_app_token_job' AND object_id = OBJECT_ID(N'dbo.app_token'))
CREATE NONCLUSTERED INDEX ix_app_token_job ON dbo.app_token (job_id) WHERE job_id IS NOT NULL;
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix_app_token_person' AND object_id = OBJECT_ID(N'dbo.app_token'))
CREATE NONCLUSTERED INDEX ix_app_token_person ON dbo.app_token (id) WHERE job_id IS NULL;
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix_app_token_identity' AND object_id = OBJECT_ID(N'dbo.app_token'))
CREATE NONCLUSTERED INDEX ix_app_token_identity ON dbo.app_token (identity_key, id);

IF OBJECT_ID(N'dbo.audit_log', N'U') IS NULL
CREATE TABLE dbo.audit_log (
  id BIGINT IDENTITY (1, 1) NOT NULL CONSTRAINT pk_audit_log PRIMARY KEY,
  logged_at DATETIME2(7) NOT NULL,
  identity_name NVARCHAR(256) COLLATE Latin1_General_100_BIN2 NULL,
  action_name NVARCHAR(200) NOT NULL,
  subject NVARCHAR(MAX) NULL,
  detail NVARCHAR(MAX) NULL,
  node NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
  address NVARCHAR(100) NULL
);

IF OBJECT_ID(N'dbo.data_protection_key', N'U') IS NULL
CREATE TABLE dbo.data_protection_key (
  id BIGINT IDENTITY (1, 1) NOT NULL CONSTRAINT pk_data_protection_key PRIMARY KEY,
  friendly_name NVARCHAR(400) NULL,
  xml_text NVARCHAR(MAX) NOT NULL
);
