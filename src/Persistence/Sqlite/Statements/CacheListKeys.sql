SELECT key_text, part, '', version, changed_at, expires_at, sliding_ticks, due_at
FROM cache_entry
WHERE part = @part AND key_text > @afterKey
ORDER BY key_text
LIMIT @take
