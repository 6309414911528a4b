-- Tables of Orleans' ADO.NET providers, to the contract of their query table.
CREATE TABLE IF NOT EXISTS OrleansQuery (
  QueryKey varchar(64) NOT NULL CONSTRAINT OrleansQuery_Key PRIMARY KEY,
  QueryText varchar(8000) NOT NULL
);

CREATE TABLE IF NOT EXISTS OrleansMembershipVersionTable (
  DeploymentId varchar(150) NOT NULL CONSTRAINT PK_OrleansMembershipVersionTable_DeploymentId PRIMARY KEY,
  Timestamp timestamptz(3) NOT NULL DEFAULT now(),
  Version integer NOT NULL DEFAULT 0
);

CREATE TABLE IF NOT EXISTS OrleansMembershipTable (
  DeploymentId varchar(150) NOT NULL REFERENCES OrleansMembershipVersionTable (DeploymentId),
  Address varchar(45) NOT NULL,
  Port integer NOT NULL,
  Generation integer NOT NULL,
  SiloName varchar(150) NOT NULL,
  HostName varchar(150) NOT NULL,
  Status integer NOT NULL,
  ProxyPort integer NULL,
  SuspectTimes varchar(8000) NULL,
  StartTime timestamptz(3) NOT NULL,
  IAmAliveTime timestamptz(3) NOT NULL,
  CONSTRAINT PK_MembershipTable_DeploymentId PRIMARY KEY (DeploymentId, Address, Port, Generation)
);

CREATE TABLE IF NOT EXISTS OrleansStorage (
  GrainIdHash integer NOT NULL,
  GrainIdN0 bigint NOT NULL,
  GrainIdN1 bigint NOT NULL,
  GrainTypeHash integer NOT NULL,
  GrainTypeString varchar(512) NOT NULL,
  GrainIdExtensionString varchar(512) NULL,
  ServiceId varchar(150) NOT NULL,
  PayloadBinary bytea NULL,
  ModifiedOn timestamp NOT NULL,
  Version integer NULL
);

-- Unique: of two first writes of one grain at once the second is refused.
CREATE UNIQUE INDEX IF NOT EXISTS UX_OrleansStorage ON OrleansStorage
  (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, ServiceId, coalesce(GrainIdExtensionString, ''));

CREATE TABLE IF NOT EXISTS OrleansRemindersTable (
  ServiceId varchar(150) NOT NULL,
  GrainId varchar(150) NOT NULL,
  ReminderName varchar(150) NOT NULL,
  StartTime timestamptz(3) NOT NULL,
  Period bigint NOT NULL,
  GrainHash integer NOT NULL,
  Version integer NOT NULL,
  CONSTRAINT PK_RemindersTable_ServiceId_GrainId_ReminderName PRIMARY KEY (ServiceId, GrainId, ReminderName)
);

CREATE INDEX IF NOT EXISTS IX_OrleansReminders_Hash ON OrleansRemindersTable (ServiceId, GrainHash);
