-- Deleting or writing many rows must not lock the whole table for the other nodes.
ALTER TABLE dbo.job SET (LOCK_ESCALATION = DISABLE);
ALTER TABLE dbo.job_output SET (LOCK_ESCALATION = DISABLE);
ALTER TABLE dbo.cache_entry SET (LOCK_ESCALATION = DISABLE);

-- The provider sends times as DATETIME, whose thirds of a hundredth compare unequal to the stored milliseconds: rows of defunct silos would stay.
UPDATE dbo.OrleansQuery SET QueryText = '
DELETE FROM dbo.OrleansMembershipTable
WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
  AND Status = 6 AND StartTime = CAST(@StartTime AS DATETIME2(3)) AND IAmAliveTime = CAST(@IAmAliveTime AS DATETIME2(3))
  AND (SuspectTimes = @SuspectTimes OR (SuspectTimes IS NULL AND @SuspectTimes IS NULL));
'
WHERE QueryKey = 'CleanupDefunctSiloEntryKey';
