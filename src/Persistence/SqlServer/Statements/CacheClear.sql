-- Only the life of a part that is in force writes: see CachePut.sql. 0: this one is over, or was over as soon as it had written.
SET NOCOUNT ON;
DELETE e
FROM cache_part AS p WITH (HOLDLOCK)
INNER LOOP JOIN cache_entry AS e ON e.part = p.part
WHERE p.part = @part AND p.epoch = @epoch AND e.version <= @version;
SELECT COUNT(*) FROM cache_part AS p WHERE p.part = @part AND p.epoch = @epoch;
