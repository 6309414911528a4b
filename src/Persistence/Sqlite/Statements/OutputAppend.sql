INSERT INTO job_output (job_id, seq, attempt, stream, output_time, output_text, output_data)
SELECT
  r.value ->> 'job_id', r.value ->> 'seq', r.value ->> 'attempt', r.value ->> 'stream', r.value ->> 'output_time',
  r.value ->> 'output_text', r.value ->> 'output_data'
FROM json_each(@rows) AS r
JOIN job AS j ON j.id = r.value ->> 'job_id' AND j.attempt = r.value ->> 'attempt' AND j.state IN (1, 2, 3)
WHERE true
ON CONFLICT (job_id, seq) DO UPDATE SET
  attempt = excluded.attempt, stream = excluded.stream, output_time = excluded.output_time,
  output_text = excluded.output_text, output_data = excluded.output_data
WHERE job_output.attempt < excluded.attempt;
SELECT DISTINCT j.id
FROM json_each(@rows) AS r
JOIN job AS j ON j.id = r.value ->> 'job_id' AND j.attempt = r.value ->> 'attempt' AND j.state IN (1, 2, 3);
