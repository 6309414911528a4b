INSERT INTO schedule_occurrence (schedule, due_at, state, start_at, job_id, reason, node, decided_at)
SELECT
  r.value ->> 'schedule', r.value ->> 'due_at', r.value ->> 'state', r.value ->> 'start_at', r.value ->> 'job_id',
  r.value ->> 'reason', r.value ->> 'node', r.value ->> 'decided_at'
FROM json_each(@rows) AS r
WHERE true
ON CONFLICT (schedule, due_at) DO NOTHING
RETURNING schedule, due_at
