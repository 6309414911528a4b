SELECT name, owner, token, expires_at, ceil(extract(epoch FROM expires_at - clock_timestamp()) * 1000)::bigint
FROM cache_lock
WHERE name = @name
