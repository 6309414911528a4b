-- The arrays keep the planner from reading whole tables: it expects few elements in an array.
WITH doomed AS MATERIALIZED (
  SELECT id FROM job
  WHERE script = @script AND final_state IS NOT NULL AND id <= (
    SELECT id FROM job WHERE script = @script AND final_state IS NOT NULL ORDER BY id DESC OFFSET @keep LIMIT 1)
  ORDER BY id
  LIMIT @batch FOR UPDATE SKIP LOCKED
), no_output AS (
  DELETE FROM job_output WHERE job_id = ANY (ARRAY(SELECT id FROM doomed))
), no_token AS (
  DELETE FROM app_token WHERE job_id = ANY (ARRAY(SELECT id FROM doomed))
), gone AS (
  DELETE FROM job WHERE id = ANY (ARRAY(SELECT id FROM doomed)) RETURNING id
)
SELECT count(*) FROM gone
