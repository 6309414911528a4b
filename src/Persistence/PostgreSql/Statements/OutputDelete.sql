-- A slice: a job can have hundreds of thousands of rows. The arrays keep the planner from reading the whole table: it expects few elements in an array.
DELETE FROM job_output WHERE ctid = ANY (ARRAY(
  SELECT o.ctid FROM job_output AS o
  WHERE o.job_id = ANY (ARRAY(SELECT CAST(i AS bigint) FROM json_array_elements_text(CAST(@ids AS json)) AS i))
  LIMIT @batch))
