UPDATE cache_lock SET expires_at = DATEADD(MILLISECOND, @leaseMs, SYSUTCDATETIME())
OUTPUT inserted.name, inserted.owner, inserted.token, inserted.expires_at, CAST(@leaseMs AS BIGINT)
WHERE name = @name AND token = @token AND owner <> N'' AND expires_at > SYSUTCDATETIME()
