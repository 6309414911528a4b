-- Waits for the writes that hold the row. A later life has begun already: no row.
SET NOCOUNT ON;
INSERT INTO cache_part (part, epoch)
SELECT @part, 0
WHERE NOT EXISTS (SELECT 1 FROM cache_part AS p WITH (UPDLOCK, HOLDLOCK) WHERE p.part = @part);
UPDATE cache_part SET epoch = @epoch
OUTPUT inserted.epoch
WHERE part = @part AND epoch < @epoch;
