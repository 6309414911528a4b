-- The owner that holds it gets it again under the same token; anybody gets a free one under a new token. All by this server's clock.
INSERT INTO cache_lock AS l (name, owner, token, expires_at)
VALUES (@name, @owner, 1, clock_timestamp() + @leaseMs::double precision * interval '1 millisecond')
ON CONFLICT (name) DO UPDATE SET
  token = CASE WHEN l.owner = excluded.owner AND l.expires_at > clock_timestamp() THEN l.token ELSE l.token + 1 END,
  owner = excluded.owner,
  expires_at = clock_timestamp() + @leaseMs::double precision * interval '1 millisecond'
WHERE l.owner = '' OR l.owner = excluded.owner OR l.expires_at <= clock_timestamp()
RETURNING l.name, l.owner, l.token, l.expires_at, @leaseMs
