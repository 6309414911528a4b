-- Tables of Orleans' ADO.NET providers, to the contract of their query table.
CREATE TABLE IF NOT EXISTS OrleansQuery (
  QueryKey TEXT NOT NULL PRIMARY KEY,
  QueryText TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS OrleansMembershipVersionTable (
  DeploymentId TEXT NOT NULL PRIMARY KEY,
  Timestamp TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
  Version INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS OrleansMembershipTable (
  DeploymentId TEXT NOT NULL REFERENCES OrleansMembershipVersionTable (DeploymentId),
  Address TEXT NOT NULL,
  Port INTEGER NOT NULL,
  Generation INTEGER NOT NULL,
  SiloName TEXT NOT NULL,
  HostName TEXT NOT NULL,
  Status INTEGER NOT NULL,
  ProxyPort INTEGER NULL,
  SuspectTimes TEXT NULL,
  StartTime TEXT NOT NULL,
  IAmAliveTime TEXT NOT NULL,
  PRIMARY KEY (DeploymentId, Address, Port, Generation)
) WITHOUT ROWID;

-- The version moves by triggers, so that each write is one statement and no transaction can stay open on a pooled connection.
CREATE TRIGGER IF NOT EXISTS TR_OrleansMembership_Insert AFTER INSERT ON OrleansMembershipTable
BEGIN
  UPDATE OrleansMembershipVersionTable SET Version = Version + 1, Timestamp = strftime('%Y-%m-%d %H:%M:%f', 'now')
  WHERE DeploymentId = NEW.DeploymentId;
END;

-- An "I am alive" update does not name Status, so it does not move the version.
CREATE TRIGGER IF NOT EXISTS TR_OrleansMembership_Update AFTER UPDATE OF Status ON OrleansMembershipTable
BEGIN
  UPDATE OrleansMembershipVersionTable SET Version = Version + 1, Timestamp = strftime('%Y-%m-%d %H:%M:%f', 'now')
  WHERE DeploymentId = NEW.DeploymentId;
END;

CREATE TABLE IF NOT EXISTS OrleansStorage (
  GrainIdHash INTEGER NOT NULL,
  GrainIdN0 INTEGER NOT NULL,
  GrainIdN1 INTEGER NOT NULL,
  GrainTypeHash INTEGER NOT NULL,
  GrainTypeString TEXT NOT NULL,
  GrainIdExtensionString TEXT NULL,
  ServiceId TEXT NOT NULL,
  PayloadBinary BLOB NULL,
  ModifiedOn TEXT NOT NULL,
  Version INTEGER NULL
);

-- Unique: of two first writes of one grain at once the second is refused.
CREATE UNIQUE INDEX IF NOT EXISTS UX_OrleansStorage ON OrleansStorage
  (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, ServiceId, ifnull(GrainIdExtensionString, ''));

CREATE TABLE IF NOT EXISTS OrleansRemindersTable (
  ServiceId TEXT NOT NULL,
  GrainId TEXT NOT NULL,
  ReminderName TEXT NOT NULL,
  StartTime TEXT NOT NULL,
  Period INTEGER NOT NULL,
  GrainHash INTEGER NOT NULL,
  Version INTEGER NOT NULL,
  PRIMARY KEY (ServiceId, GrainId, ReminderName)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS IX_OrleansReminders_Hash ON OrleansRemindersTable (ServiceId, GrainHash);
