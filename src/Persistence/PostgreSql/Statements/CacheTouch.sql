UPDATE cache_entry AS e SET due_at = r.due_at
FROM json_to_recordset(@rows::json) AS r (key_text text, version bigint, due_at timestamptz)
WHERE e.key_text = r.key_text AND e.version = r.version
RETURNING e.key_text
