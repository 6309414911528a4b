UPDATE job SET
  state = r.value ->> 'state', attempt = r.value ->> 'attempt', node = r.value ->> 'node',
  node_incarnation = r.value ->> 'node_incarnation', due_at = r.value ->> 'due_at',
  started_at = r.value ->> 'started_at', ended_at = r.value ->> 'ended_at', exit_code = r.value ->> 'exit_code',
  reason = r.value ->> 'reason', progress_percent = r.value ->> 'progress_percent',
  progress_text = r.value ->> 'progress_text', feedback = r.value ->> 'feedback',
  retries_used = r.value ->> 'retries_used', version = r.value ->> 'version', engine = r.value ->> 'engine',
  refusals = r.value ->> 'refusals',
  final_state = CASE WHEN r.value ->> 'state' >= 10 THEN r.value ->> 'state' END
FROM json_each(@rows) AS r
WHERE job.id = r.value ->> 'id' AND job.version = (r.value ->> 'version') - 1
RETURNING id
