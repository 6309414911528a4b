SELECT id FROM job
WHERE script = @script AND final_state IS NOT NULL AND id <= (
  SELECT id FROM job WHERE script = @script AND final_state IS NOT NULL ORDER BY id DESC LIMIT 1 OFFSET @keep)
ORDER BY id
LIMIT @batch
