DELETE FROM job_output WHERE job_id IN (
  SELECT id FROM job
  WHERE script = @script AND final_state IS NOT NULL AND id <= (
    SELECT id FROM job WHERE script = @script AND final_state IS NOT NULL ORDER BY id DESC LIMIT 1 OFFSET @keep)
  ORDER BY id LIMIT @batch);
DELETE FROM app_token WHERE job_id IN (
  SELECT id FROM job
  WHERE script = @script AND final_state IS NOT NULL AND id <= (
    SELECT id FROM job WHERE script = @script AND final_state IS NOT NULL ORDER BY id DESC LIMIT 1 OFFSET @keep)
  ORDER BY id LIMIT @batch);
DELETE FROM job WHERE id IN (
  SELECT id FROM job
  WHERE script = @script AND final_state IS NOT NULL AND id <= (
    SELECT id FROM job WHERE script = @script AND final_state IS NOT NULL ORDER BY id DESC LIMIT 1 OFFSET @keep)
  ORDER BY id LIMIT @batch);
SELECT changes();
