-- Only the life of a part that is in force writes. The lock on its row lasts until the commit: the next life begins after this write, or this one waits
-- for it, sees its epoch and writes nothing. A version that is not newer writes nothing either.
WITH input AS MATERIALIZED (
  SELECT * FROM json_to_recordset(@rows::json) AS r (
    key_text text, part integer, epoch bigint, value_text text, version bigint, changed_at timestamptz, expires_at timestamptz,
    sliding_ticks bigint, due_at timestamptz)
), claim AS MATERIALIZED (
  SELECT DISTINCT i.part, i.epoch FROM input AS i
), life AS MATERIALIZED (
  SELECT p.part, p.epoch FROM claim AS c JOIN cache_part AS p ON p.part = c.part AND p.epoch = c.epoch
  FOR SHARE OF p
)
INSERT INTO cache_entry (key_text, part, value_text, version, changed_at, expires_at, sliding_ticks, due_at)
SELECT i.key_text, i.part, i.value_text, i.version, i.changed_at, i.expires_at, i.sliding_ticks, i.due_at
FROM input AS i
WHERE i.epoch = (SELECT l.epoch FROM life AS l WHERE l.part = i.part)
ON CONFLICT (key_text) DO UPDATE SET
  part = excluded.part, value_text = excluded.value_text, version = excluded.version, changed_at = excluded.changed_at,
  expires_at = excluded.expires_at, sliding_ticks = excluded.sliding_ticks, due_at = excluded.due_at
WHERE cache_entry.version < excluded.version
RETURNING key_text
