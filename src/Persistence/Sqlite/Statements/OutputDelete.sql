-- A slice: a job can have hundreds of thousands of rows, and others wait while this writes.
DELETE FROM job_output WHERE rowid IN (
  SELECT rowid FROM job_output WHERE job_id IN (SELECT value FROM json_each(@ids)) LIMIT @batch)
