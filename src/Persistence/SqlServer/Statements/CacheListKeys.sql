SELECT TOP (@take) key_text, part, N'', version, changed_at, expires_at, sliding_ticks, due_at
FROM cache_entry
WHERE part = @part AND key_text > @afterKey
ORDER BY key_text
