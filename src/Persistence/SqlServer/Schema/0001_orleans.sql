-- Tables of Orleans' ADO.NET providers, to the contract of their query table.
IF OBJECT_ID(N'dbo.OrleansQuery', N'U') IS NULL
CREATE TABLE dbo.OrleansQuery (
  QueryKey VARCHAR(64) NOT NULL CONSTRAINT OrleansQuery_Key PRIMARY KEY,
  QueryText VARCHAR(8000) NOT NULL
);

IF OBJECT_ID(N'dbo.OrleansMembershipVersionTable', N'U') IS NULL
CREATE TABLE dbo.OrleansMembershipVersionTable (
  DeploymentId NVARCHAR(150) NOT NULL CONSTRAINT PK_OrleansMembershipVersionTable_DeploymentId PRIMARY KEY,
  Timestamp DATETIME2(3) NOT NULL CONSTRAINT DF_OrleansMembershipVersionTable_Timestamp DEFAULT SYSUTCDATETIME(),
  Version INT NOT NULL CONSTRAINT DF_OrleansMembershipVersionTable_Version DEFAULT 0
);

IF OBJECT_ID(N'dbo.OrleansMembershipTable', N'U') IS NULL
CREATE TABLE dbo.OrleansMembershipTable (
  DeploymentId NVARCHAR(150) NOT NULL,
  Address VARCHAR(45) NOT NULL,
  Port INT NOT NULL,
  Generation INT NOT NULL,
  SiloName NVARCHAR(150) NOT NULL,
  HostName NVARCHAR(150) NOT NULL,
  Status INT NOT NULL,
  ProxyPort INT NULL,
  SuspectTimes VARCHAR(8000) NULL,
  StartTime DATETIME2(3) NOT NULL,
  IAmAliveTime DATETIME2(3) NOT NULL,
  CONSTRAINT PK_MembershipTable_DeploymentId PRIMARY KEY (DeploymentId, Address, Port, Generation),
  CONSTRAINT FK_MembershipTable_MembershipVersionTable_DeploymentId
    FOREIGN KEY (DeploymentId) REFERENCES dbo.OrleansMembershipVersionTable (DeploymentId)
);

-- The whole key would be too wide for an index; the two hashes find the row, the rest is compared.
IF OBJECT_ID(N'dbo.OrleansStorage', N'U') IS NULL
CREATE TABLE dbo.OrleansStorage (
  GrainIdHash INT NOT NULL,
  GrainIdN0 BIGINT NOT NULL,
  GrainIdN1 BIGINT NOT NULL,
  GrainTypeHash INT NOT NULL,
  GrainTypeString NVARCHAR(512) NOT NULL,
  GrainIdExtensionString NVARCHAR(512) NULL,
  ServiceId NVARCHAR(150) NOT NULL,
  PayloadBinary VARBINARY(MAX) NULL,
  ModifiedOn DATETIME2(3) NOT NULL,
  Version INT NULL
);

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'IX_OrleansStorage' AND object_id = OBJECT_ID(N'dbo.OrleansStorage'))
CREATE NONCLUSTERED INDEX IX_OrleansStorage ON dbo.OrleansStorage (GrainIdHash, GrainTypeHash);

ALTER TABLE dbo.OrleansStorage SET (LOCK_ESCALATION = DISABLE);

IF OBJECT_ID(N'dbo.OrleansRemindersTable', N'U') IS NULL
CREATE TABLE dbo.OrleansRemindersTable (
  ServiceId NVARCHAR(150) NOT NULL,
  GrainId VARCHAR(150) NOT NULL,
  ReminderName NVARCHAR(150) NOT NULL,
  StartTime DATETIME2(3) NOT NULL,
  Period BIGINT NOT NULL,
  GrainHash INT NOT NULL,
  Version INT NOT NULL,
  CONSTRAINT PK_RemindersTable_ServiceId_GrainId_ReminderName PRIMARY KEY (ServiceId, GrainId, ReminderName)
);

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'IX_OrleansReminders_Hash' AND object_id = OBJECT_ID(N'dbo.OrleansRemindersTable'))
CREATE NONCLUSTERED INDEX IX_OrleansReminders_Hash ON dbo.OrleansRemindersTable (ServiceId, GrainHash);
