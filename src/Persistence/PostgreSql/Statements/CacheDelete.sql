-- The filter % 1 = 0 is always true: see JobUpdate.sql.
DELETE FROM cache_entry AS e
USING json_to_recordset(@rows::json) AS r (key_text text, version bigint)
WHERE r.version % 1 = 0 AND e.key_text = r.key_text AND e.version <= r.version
RETURNING e.key_text
