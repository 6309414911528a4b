DELETE FROM cache_entry AS e
USING json_to_recordset(@rows::json) AS r (key_text text, version bigint)
WHERE e.key_text = r.key_text AND e.version <= r.version
RETURNING e.key_text
