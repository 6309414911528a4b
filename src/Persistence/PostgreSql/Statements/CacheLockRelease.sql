-- With the token of a lock that was released already it changes nothing, and counts as done.
UPDATE cache_lock SET owner = '', expires_at = clock_timestamp()
WHERE name = @name AND token = @token AND (owner = '' OR expires_at > clock_timestamp())
