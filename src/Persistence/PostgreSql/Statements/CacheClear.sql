-- Only the life of a part that is in force writes: see CachePut.sql. 0: this one is over.
WITH life AS MATERIALIZED (
  SELECT p.part FROM cache_part AS p WHERE p.part = @part AND p.epoch = @epoch
  FOR SHARE
), gone AS (
  DELETE FROM cache_entry AS e USING life AS l
  WHERE e.part = l.part AND e.version <= @version
)
SELECT count(*) FROM life
