-- Only the life of a part that is in force writes. 0: this one is over, or was over as soon as it had written.
DELETE FROM cache_entry
WHERE part = @part AND version <= @version AND EXISTS (SELECT 1 FROM cache_part AS p WHERE p.part = @part AND p.epoch = @epoch);
SELECT count(*) FROM cache_part AS p WHERE p.part = @part AND p.epoch = @epoch;
