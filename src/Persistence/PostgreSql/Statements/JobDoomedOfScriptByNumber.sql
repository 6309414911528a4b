SELECT id FROM job
WHERE script = @script AND final_state IS NOT NULL AND id <= (
  SELECT id FROM job WHERE script = @script AND final_state IS NOT NULL ORDER BY id DESC OFFSET @keep LIMIT 1)
ORDER BY id
LIMIT @batch
