SELECT key_text, part, value_text, version, changed_at, expires_at, sliding_ticks, due_at
FROM cache_entry
WHERE key_text = @key
