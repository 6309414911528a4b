INSERT INTO cache_lock (name, owner, token, expires_at)
VALUES (@name, @owner, 1, CAST(unixepoch('subsec') * 1000000 AS integer) + @leaseMs * 1000)
ON CONFLICT (name) DO UPDATE SET
  token = CASE WHEN owner = excluded.owner AND expires_at > CAST(unixepoch('subsec') * 1000000 AS integer) THEN token ELSE token + 1 END,
  owner = excluded.owner,
  expires_at = excluded.expires_at
WHERE owner = '' OR owner = excluded.owner OR expires_at <= CAST(unixepoch('subsec') * 1000000 AS integer)
RETURNING name, owner, token, expires_at, @leaseMs
