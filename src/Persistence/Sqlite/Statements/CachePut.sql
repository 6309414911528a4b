-- Only the life of a part that is in force writes. A version that is not newer writes nothing either.
INSERT INTO cache_entry (key_text, part, value_text, version, changed_at, expires_at, sliding_ticks, due_at)
SELECT
  r.value ->> 'key_text', r.value ->> 'part', r.value ->> 'value_text', r.value ->> 'version', r.value ->> 'changed_at',
  r.value ->> 'expires_at', r.value ->> 'sliding_ticks', r.value ->> 'due_at'
FROM json_each(@rows) AS r
JOIN cache_part AS p ON p.part = r.value ->> 'part' AND p.epoch = r.value ->> 'epoch'
WHERE true
ON CONFLICT (key_text) DO UPDATE SET
  part = excluded.part, value_text = excluded.value_text, version = excluded.version, changed_at = excluded.changed_at,
  expires_at = excluded.expires_at, sliding_ticks = excluded.sliding_ticks, due_at = excluded.due_at
WHERE cache_entry.version < excluded.version
RETURNING key_text
