-- The arrays keep the planner from reading whole tables: it expects few elements in an array.
WITH no_token AS (
  DELETE FROM app_token WHERE job_id = ANY (ARRAY(SELECT CAST(i AS bigint) FROM json_array_elements_text(CAST(@ids AS json)) AS i))
), gone AS (
  DELETE FROM job
  WHERE id = ANY (ARRAY(SELECT CAST(i AS bigint) FROM json_array_elements_text(CAST(@ids AS json)) AS i)) AND final_state IS NOT NULL
  RETURNING id
)
SELECT count(*) FROM gone
