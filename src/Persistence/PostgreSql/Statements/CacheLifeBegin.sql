-- Waits for the writes that hold the row. A later life has begun already: no row.
INSERT INTO cache_part AS p (part, epoch) VALUES (@part, @epoch)
ON CONFLICT (part) DO UPDATE SET epoch = excluded.epoch WHERE p.epoch < excluded.epoch
RETURNING p.epoch
