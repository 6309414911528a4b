SELECT id FROM job WHERE script = @script AND final_state IS NOT NULL AND ended_at < @before ORDER BY ended_at LIMIT @batch
