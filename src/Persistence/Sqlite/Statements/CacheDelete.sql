DELETE FROM cache_entry
WHERE EXISTS (SELECT 1 FROM json_each(@rows) AS r WHERE r.value ->> 'key_text' = cache_entry.key_text AND cache_entry.version <= r.value ->> 'version')
  AND key_text IN (SELECT k.value ->> 'key_text' FROM json_each(@rows) AS k)
RETURNING key_text
