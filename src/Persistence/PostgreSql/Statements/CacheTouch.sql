-- The filter % 1 = 0 is always true: see JobUpdate.sql.
UPDATE cache_entry AS e SET due_at = r.due_at
FROM json_to_recordset(@rows::json) AS r (key_text text, version bigint, due_at timestamptz)
WHERE r.version % 1 = 0 AND e.key_text = r.key_text AND e.version = r.version
RETURNING e.key_text
