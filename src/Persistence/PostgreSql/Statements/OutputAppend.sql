-- A newer attempt's record replaces one of the same number that a stale attempt could still store while its lease was being taken away.
-- The filters % 1 = 0 are always true: see JobUpdate.sql.
WITH input AS MATERIALIZED (
  SELECT * FROM json_to_recordset(@rows::json) AS r (
    job_id bigint, seq bigint, attempt integer, stream integer, output_time timestamptz, output_text text,
    output_data text)
), claim AS MATERIALIZED (
  SELECT DISTINCT i.job_id, i.attempt FROM input AS i WHERE i.job_id % 1 = 0
), leased AS MATERIALIZED (
  SELECT j.id, j.attempt FROM claim AS c JOIN job AS j ON j.id = c.job_id AND j.attempt = c.attempt
  WHERE j.state IN (1, 2, 3)
), stored AS (
  INSERT INTO job_output (job_id, seq, attempt, stream, output_time, output_text, output_data)
  SELECT i.job_id, i.seq, i.attempt, i.stream, i.output_time, i.output_text, i.output_data
  FROM input AS i JOIN leased AS l ON l.id = i.job_id AND l.attempt = i.attempt
  ORDER BY i.job_id, i.seq
  ON CONFLICT (job_id, seq) DO UPDATE SET
    attempt = excluded.attempt, stream = excluded.stream, output_time = excluded.output_time,
    output_text = excluded.output_text, output_data = excluded.output_data
  WHERE job_output.attempt < excluded.attempt
)
SELECT id FROM leased
