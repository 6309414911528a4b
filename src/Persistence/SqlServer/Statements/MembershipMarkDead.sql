UPDATE OrleansMembershipTable SET Status = 6
WHERE DeploymentId = @cluster AND Address = @address AND Port = @port AND Generation = @generation AND Status <> 6;
IF @@ROWCOUNT > 0
  UPDATE OrleansMembershipVersionTable SET Version = Version + 1, Timestamp = SYSUTCDATETIME() WHERE DeploymentId = @cluster;
