UPDATE cache_entry SET due_at = r.value ->> 'due_at'
FROM json_each(@rows) AS r
WHERE cache_entry.key_text = r.value ->> 'key_text' AND cache_entry.version = r.value ->> 'version'
RETURNING key_text
