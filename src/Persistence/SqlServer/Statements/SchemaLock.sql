DECLARE @result INT;
EXEC @result = sp_getapplock @Resource = @key, @LockMode = N'Exclusive', @LockOwner = N'Session', @LockTimeout = -1;
IF @result < 0 THROW 50000, N'The lock for schema scripts was not granted.', 1;
