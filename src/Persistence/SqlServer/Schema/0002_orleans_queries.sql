-- The statements that Orleans' ADO.NET providers read from the query table.
DELETE FROM dbo.OrleansQuery WHERE QueryKey IN (
  'UpdateIAmAlivetimeKey', 'InsertMembershipVersionKey', 'InsertMembershipKey', 'UpdateMembershipKey',
  'MembershipReadRowKey', 'MembershipReadAllKey', 'DeleteMembershipTableEntriesKey', 'GatewaysQueryKey',
  'CleanupDefunctSiloEntriesKey', 'CleanupDefunctSiloEntryKey', 'WriteToStorageKey', 'ReadFromStorageKey',
  'ClearStorageKey', 'DeleteStorageKey', 'UpsertReminderRowKey', 'ReadReminderRowsKey', 'ReadReminderRowKey',
  'ReadRangeRows1Key', 'ReadRangeRows2Key', 'DeleteReminderRowKey', 'DeleteReminderRowsKey');

INSERT INTO dbo.OrleansQuery (QueryKey, QueryText) VALUES
('UpdateIAmAlivetimeKey', '
SET NOCOUNT ON;
UPDATE dbo.OrleansMembershipTable SET IAmAliveTime = @IAmAliveTime
WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation;
'),
('InsertMembershipVersionKey', '
SET NOCOUNT ON;
INSERT INTO dbo.OrleansMembershipVersionTable (DeploymentId)
SELECT @DeploymentId
WHERE NOT EXISTS (SELECT 1 FROM dbo.OrleansMembershipVersionTable WITH (HOLDLOCK, XLOCK, ROWLOCK) WHERE DeploymentId = @DeploymentId);
SELECT @@ROWCOUNT;
'),
('InsertMembershipKey', '
SET XACT_ABORT, NOCOUNT ON;
DECLARE @rows INT;
BEGIN TRANSACTION;
UPDATE dbo.OrleansMembershipVersionTable SET Timestamp = SYSUTCDATETIME(), Version = Version + 1
WHERE DeploymentId = @DeploymentId AND Version = @Version;
SET @rows = @@ROWCOUNT;
IF @rows > 0
BEGIN
  INSERT INTO dbo.OrleansMembershipTable
    (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
  SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
  WHERE NOT EXISTS (SELECT 1 FROM dbo.OrleansMembershipTable WITH (HOLDLOCK, XLOCK, ROWLOCK)
    WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation);
  SET @rows = @@ROWCOUNT;
END;
IF @rows > 0 COMMIT TRANSACTION; ELSE ROLLBACK TRANSACTION;
SELECT @rows;
'),
('UpdateMembershipKey', '
SET XACT_ABORT, NOCOUNT ON;
DECLARE @rows INT;
BEGIN TRANSACTION;
UPDATE dbo.OrleansMembershipVersionTable SET Timestamp = SYSUTCDATETIME(), Version = Version + 1
WHERE DeploymentId = @DeploymentId AND Version = @Version;
SET @rows = @@ROWCOUNT;
IF @rows > 0
BEGIN
  UPDATE dbo.OrleansMembershipTable SET Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime
  WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation;
  SET @rows = @@ROWCOUNT;
END;
IF @rows > 0 COMMIT TRANSACTION; ELSE ROLLBACK TRANSACTION;
SELECT @rows;
'),
('MembershipReadRowKey', '
SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime,
  m.IAmAliveTime, v.Version
FROM dbo.OrleansMembershipVersionTable AS v
LEFT JOIN dbo.OrleansMembershipTable AS m
  ON m.DeploymentId = v.DeploymentId AND m.Address = @Address AND m.Port = @Port AND m.Generation = @Generation
WHERE v.DeploymentId = @DeploymentId;
'),
('MembershipReadAllKey', '
SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime,
  m.IAmAliveTime, v.Version
FROM dbo.OrleansMembershipVersionTable AS v
LEFT JOIN dbo.OrleansMembershipTable AS m ON m.DeploymentId = v.DeploymentId
WHERE v.DeploymentId = @DeploymentId;
'),
('DeleteMembershipTableEntriesKey', '
DELETE FROM dbo.OrleansMembershipTable WHERE DeploymentId = @DeploymentId;
DELETE FROM dbo.OrleansMembershipVersionTable WHERE DeploymentId = @DeploymentId;
'),
('GatewaysQueryKey', '
SELECT Address, ProxyPort, Generation FROM dbo.OrleansMembershipTable
WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0;
'),
('CleanupDefunctSiloEntriesKey', '
DELETE FROM dbo.OrleansMembershipTable
WHERE DeploymentId = @DeploymentId AND IAmAliveTime < @IAmAliveTime AND Status <> 3;
'),
('CleanupDefunctSiloEntryKey', '
DELETE FROM dbo.OrleansMembershipTable
WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
  AND Status = 6 AND StartTime = @StartTime AND IAmAliveTime = @IAmAliveTime
  AND (SuspectTimes = @SuspectTimes OR (SuspectTimes IS NULL AND @SuspectTimes IS NULL));
'),
('WriteToStorageKey', '
SET XACT_ABORT, NOCOUNT ON;
DECLARE @newVersion INT = @GrainStateVersion;
BEGIN TRANSACTION;
IF @GrainStateVersion IS NOT NULL
BEGIN
  UPDATE dbo.OrleansStorage SET PayloadBinary = @PayloadBinary, ModifiedOn = SYSUTCDATETIME(), Version = Version + 1, @newVersion = Version + 1
  WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
    AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId
    AND (GrainIdExtensionString = @GrainIdExtensionString OR (GrainIdExtensionString IS NULL AND @GrainIdExtensionString IS NULL)) AND Version = @GrainStateVersion
  OPTION (FAST 1, OPTIMIZE FOR (@GrainIdHash UNKNOWN, @GrainTypeHash UNKNOWN));
END
ELSE
BEGIN
  INSERT INTO dbo.OrleansStorage
    (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, PayloadBinary, ModifiedOn, Version)
  SELECT @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId, @PayloadBinary,
    SYSUTCDATETIME(), 1
  WHERE NOT EXISTS (SELECT 1 FROM dbo.OrleansStorage WITH (XLOCK, ROWLOCK, HOLDLOCK, INDEX (IX_OrleansStorage))
    WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
      AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId
      AND (GrainIdExtensionString = @GrainIdExtensionString OR (GrainIdExtensionString IS NULL AND @GrainIdExtensionString IS NULL)))
  OPTION (FAST 1, OPTIMIZE FOR (@GrainIdHash UNKNOWN, @GrainTypeHash UNKNOWN));
  IF @@ROWCOUNT > 0 SET @newVersion = 1;
END;
COMMIT TRANSACTION;
SELECT @newVersion AS NewGrainStateVersion;
'),
('ReadFromStorageKey', '
SELECT PayloadBinary, Version FROM dbo.OrleansStorage
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
  AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId
  AND (GrainIdExtensionString = @GrainIdExtensionString OR (GrainIdExtensionString IS NULL AND @GrainIdExtensionString IS NULL))
OPTION (FAST 1, OPTIMIZE FOR (@GrainIdHash UNKNOWN, @GrainTypeHash UNKNOWN));
'),
('ClearStorageKey', '
SET NOCOUNT ON;
DECLARE @newVersion INT = @GrainStateVersion;
UPDATE dbo.OrleansStorage SET PayloadBinary = NULL, ModifiedOn = SYSUTCDATETIME(), Version = Version + 1, @newVersion = Version + 1
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
  AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId
  AND (GrainIdExtensionString = @GrainIdExtensionString OR (GrainIdExtensionString IS NULL AND @GrainIdExtensionString IS NULL)) AND Version = @GrainStateVersion
OPTION (FAST 1, OPTIMIZE FOR (@GrainIdHash UNKNOWN, @GrainTypeHash UNKNOWN));
SELECT @newVersion AS NewGrainStateVersion;
'),
('DeleteStorageKey', '
SET NOCOUNT ON;
DECLARE @newVersion INT = @GrainStateVersion;
DELETE FROM dbo.OrleansStorage
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
  AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId
  AND (GrainIdExtensionString = @GrainIdExtensionString OR (GrainIdExtensionString IS NULL AND @GrainIdExtensionString IS NULL)) AND Version = @GrainStateVersion
OPTION (FAST 1, OPTIMIZE FOR (@GrainIdHash UNKNOWN, @GrainTypeHash UNKNOWN));
IF @@ROWCOUNT > 0 SET @newVersion = @GrainStateVersion + 1;
SELECT @newVersion AS NewGrainStateVersion;
'),
('UpsertReminderRowKey', '
SET XACT_ABORT, NOCOUNT ON;
DECLARE @newVersion INT = 0;
BEGIN TRANSACTION;
UPDATE dbo.OrleansRemindersTable WITH (UPDLOCK, ROWLOCK, HOLDLOCK) SET
  StartTime = @StartTime, Period = @Period, GrainHash = @GrainHash, Version = Version + 1, @newVersion = Version + 1
WHERE ServiceId = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName;
IF @@ROWCOUNT = 0
  INSERT INTO dbo.OrleansRemindersTable (ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash, Version)
  VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0);
COMMIT TRANSACTION;
SELECT @newVersion AS Version;
'),
('ReadReminderRowsKey', '
SELECT GrainId, ReminderName, StartTime, Period, Version FROM dbo.OrleansRemindersTable
WHERE ServiceId = @ServiceId AND GrainId = @GrainId;
'),
('ReadReminderRowKey', '
SELECT GrainId, ReminderName, StartTime, Period, Version FROM dbo.OrleansRemindersTable
WHERE ServiceId = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName;
'),
('ReadRangeRows1Key', '
SELECT GrainId, ReminderName, StartTime, Period, Version FROM dbo.OrleansRemindersTable
WHERE ServiceId = @ServiceId AND GrainHash > @BeginHash AND GrainHash <= @EndHash;
'),
('ReadRangeRows2Key', '
SELECT GrainId, ReminderName, StartTime, Period, Version FROM dbo.OrleansRemindersTable
WHERE ServiceId = @ServiceId AND (GrainHash > @BeginHash OR GrainHash <= @EndHash);
'),
('DeleteReminderRowKey', '
SET NOCOUNT ON;
DELETE FROM dbo.OrleansRemindersTable
WHERE ServiceId = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName AND Version = @Version;
SELECT @@ROWCOUNT;
'),
('DeleteReminderRowsKey', '
DELETE FROM dbo.OrleansRemindersTable WHERE ServiceId = @ServiceId;
');
