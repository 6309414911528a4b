UPDATE schedule_occurrence SET
  state = r.value ->> 'state', start_at = r.value ->> 'start_at', job_id = r.value ->> 'job_id', reason = r.value ->> 'reason',
  node = r.value ->> 'node', decided_at = r.value ->> 'decided_at'
FROM json_each(@rows) AS r
WHERE schedule_occurrence.schedule = r.value ->> 'schedule' AND schedule_occurrence.due_at = r.value ->> 'due_at' AND schedule_occurrence.state < 10
RETURNING schedule, due_at
