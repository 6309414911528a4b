UPDATE cache_lock SET owner = '', expires_at = CAST(unixepoch('subsec') * 1000000 AS integer)
WHERE name = @name AND token = @token AND (owner = '' OR expires_at > CAST(unixepoch('subsec') * 1000000 AS integer))
