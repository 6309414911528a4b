-- A later life has begun already: no row.
INSERT INTO cache_part (part, epoch) VALUES (@part, @epoch)
ON CONFLICT (part) DO UPDATE SET epoch = excluded.epoch WHERE cache_part.epoch < excluded.epoch
RETURNING epoch
