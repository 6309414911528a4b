UPDATE cache_lock SET expires_at = CAST(unixepoch('subsec') * 1000000 AS integer) + @leaseMs * 1000
WHERE name = @name AND token = @token AND owner <> '' AND expires_at > CAST(unixepoch('subsec') * 1000000 AS integer)
RETURNING name, owner, token, expires_at, @leaseMs
