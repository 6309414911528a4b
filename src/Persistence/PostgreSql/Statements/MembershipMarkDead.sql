-- First the version, then the row, as Orleans' own statements lock them: survivors write the same rows at the same time.
WITH version AS (
  UPDATE OrleansMembershipVersionTable SET Version = Version + 1, Timestamp = now()
  WHERE DeploymentId = @cluster AND EXISTS (
    SELECT 1 FROM OrleansMembershipTable AS m
    WHERE m.DeploymentId = @cluster AND m.Address = @address AND m.Port = @port AND m.Generation = @generation AND m.Status <> 6)
  RETURNING DeploymentId
)
UPDATE OrleansMembershipTable SET Status = 6
FROM version
WHERE OrleansMembershipTable.DeploymentId = version.DeploymentId AND Address = @address AND Port = @port AND Generation = @generation AND Status <> 6
