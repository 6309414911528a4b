DELETE FROM job_output WHERE job_id IN (
  SELECT id FROM job WHERE script = @script AND final_state IS NOT NULL AND ended_at < @before ORDER BY ended_at LIMIT @batch);
DELETE FROM app_token WHERE job_id IN (
  SELECT id FROM job WHERE script = @script AND final_state IS NOT NULL AND ended_at < @before ORDER BY ended_at LIMIT @batch);
DELETE FROM job WHERE id IN (
  SELECT id FROM job WHERE script = @script AND final_state IS NOT NULL AND ended_at < @before ORDER BY ended_at LIMIT @batch);
SELECT changes();
