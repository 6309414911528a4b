-- A version that is not newer comes from a node that has lost its place: it writes nothing.
INSERT INTO cache_entry (key_text, part, value_text, version, changed_at, expires_at, sliding_ticks, due_at)
SELECT r.key_text, r.part, r.value_text, r.version, r.changed_at, r.expires_at, r.sliding_ticks, r.due_at
FROM json_to_recordset(@rows::json) AS r (
    key_text text, part integer, value_text text, version bigint, changed_at timestamptz, expires_at timestamptz,
    sliding_ticks bigint, due_at timestamptz)
ON CONFLICT (key_text) DO UPDATE SET
  part = excluded.part, value_text = excluded.value_text, version = excluded.version, changed_at = excluded.changed_at,
  expires_at = excluded.expires_at, sliding_ticks = excluded.sliding_ticks, due_at = excluded.due_at
WHERE cache_entry.version < excluded.version
RETURNING key_text
