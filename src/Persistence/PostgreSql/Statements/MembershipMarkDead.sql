WITH dead AS (
  UPDATE OrleansMembershipTable SET Status = 6
  WHERE DeploymentId = @cluster AND Address = @address AND Port = @port AND Generation = @generation AND Status <> 6
  RETURNING DeploymentId
)
UPDATE OrleansMembershipVersionTable SET Version = Version + 1, Timestamp = now()
WHERE DeploymentId IN (SELECT DeploymentId FROM dead)
