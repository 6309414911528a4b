SELECT name, owner, token, expires_at, (expires_at - CAST(unixepoch('subsec') * 1000000 AS integer) + 999) / 1000
FROM cache_lock
WHERE name = @name
