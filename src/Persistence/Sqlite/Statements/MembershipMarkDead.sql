-- A trigger on Status raises the table's version.
UPDATE OrleansMembershipTable SET Status = 6
WHERE DeploymentId = @cluster AND Address = @address AND Port = @port AND Generation = @generation AND Status <> 6
