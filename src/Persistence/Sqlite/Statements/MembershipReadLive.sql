SELECT SiloName, HostName, Address, Port, Generation
FROM OrleansMembershipTable
WHERE DeploymentId = @cluster AND Status <> 6
