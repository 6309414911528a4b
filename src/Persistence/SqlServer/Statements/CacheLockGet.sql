SELECT name, owner, token, expires_at, DATEDIFF_BIG(MILLISECOND, SYSUTCDATETIME(), expires_at)
FROM cache_lock
WHERE name = @name
