UPDATE cache_lock SET expires_at = clock_timestamp() + @leaseMs::double precision * interval '1 millisecond'
WHERE name = @name AND token = @token AND owner <> '' AND expires_at > clock_timestamp()
RETURNING name, owner, token, expires_at, @leaseMs
