-- The owner that holds it gets it again under the same token; anybody gets a free one under a new token. All by this server's clock.
SET NOCOUNT ON;
DECLARE @done TABLE (name NVARCHAR(400), owner NVARCHAR(200), token BIGINT, expires_at DATETIME2(7));
UPDATE cache_lock SET
  token = CASE WHEN owner = @owner AND expires_at > SYSUTCDATETIME() THEN token ELSE token + 1 END,
  owner = @owner,
  expires_at = DATEADD(MILLISECOND, @leaseMs, SYSUTCDATETIME())
OUTPUT inserted.name, inserted.owner, inserted.token, inserted.expires_at INTO @done (name, owner, token, expires_at)
WHERE name = @name AND (owner = N'' OR owner = @owner OR expires_at <= SYSUTCDATETIME());
INSERT INTO cache_lock (name, owner, token, expires_at)
OUTPUT inserted.name, inserted.owner, inserted.token, inserted.expires_at INTO @done (name, owner, token, expires_at)
SELECT @name, @owner, 1, DATEADD(MILLISECOND, @leaseMs, SYSUTCDATETIME())
WHERE NOT EXISTS (SELECT 1 FROM cache_lock AS l WITH (UPDLOCK, HOLDLOCK) WHERE l.name = @name);
SELECT d.name, d.owner, d.token, d.expires_at, CAST(@leaseMs AS BIGINT) FROM @done AS d;
