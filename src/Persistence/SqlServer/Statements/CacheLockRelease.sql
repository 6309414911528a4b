UPDATE cache_lock SET owner = N'', expires_at = SYSUTCDATETIME()
WHERE name = @name AND token = @token AND (owner = N'' OR expires_at > SYSUTCDATETIME())
