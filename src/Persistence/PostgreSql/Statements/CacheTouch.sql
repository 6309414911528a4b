-- Only the life of a part that is in force writes: see CachePut.sql. Gives the keys of all that it may write, whether there was a row or not.
-- The filter % 1 = 0 is always true: see JobUpdate.sql.
WITH input AS MATERIALIZED (
  SELECT * FROM json_to_recordset(@rows::json) AS r (key_text text, part integer, epoch bigint, version bigint, due_at timestamptz)
), claim AS MATERIALIZED (
  SELECT DISTINCT i.part, i.epoch FROM input AS i
), life AS MATERIALIZED (
  SELECT p.part, p.epoch FROM claim AS c JOIN cache_part AS p ON p.part = c.part AND p.epoch = c.epoch
  FOR SHARE OF p
), told AS MATERIALIZED (
  SELECT i.key_text, i.version, i.due_at FROM input AS i
  WHERE i.version % 1 = 0 AND i.epoch = (SELECT l.epoch FROM life AS l WHERE l.part = i.part)
), moved AS (
  UPDATE cache_entry AS e SET due_at = t.due_at
  FROM told AS t
  WHERE e.key_text = t.key_text AND e.version = t.version
)
SELECT key_text FROM told
