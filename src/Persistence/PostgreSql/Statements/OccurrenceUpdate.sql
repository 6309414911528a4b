UPDATE schedule_occurrence AS o SET
  state = r.state, start_at = r.start_at, job_id = r.job_id, reason = r.reason, node = r.node, decided_at = r.decided_at
FROM json_to_recordset(@rows::json) AS r (
    schedule text, due_at timestamptz, state integer, start_at timestamptz, job_id bigint, reason text, node text, decided_at timestamptz)
WHERE o.schedule = r.schedule AND o.due_at = r.due_at AND o.state < 10
RETURNING o.schedule, (EXTRACT(epoch FROM o.due_at) * 1000000)::bigint
