-- First the version, then the row, as Orleans' own statements lock them: survivors write the same rows at the same time.
UPDATE OrleansMembershipVersionTable SET Version = Version + 1, Timestamp = SYSUTCDATETIME()
WHERE DeploymentId = @cluster AND EXISTS (
  SELECT 1 FROM OrleansMembershipTable AS m
  WHERE m.DeploymentId = @cluster AND m.Address = CAST(@address AS VARCHAR(45)) AND m.Port = @port AND m.Generation = @generation AND m.Status <> 6);
IF @@ROWCOUNT > 0
  UPDATE OrleansMembershipTable SET Status = 6
  WHERE DeploymentId = @cluster AND Address = CAST(@address AS VARCHAR(45)) AND Port = @port AND Generation = @generation AND Status <> 6;
