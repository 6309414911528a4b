INSERT INTO schedule_occurrence (schedule, due_at, state, start_at, job_id, reason, node, decided_at)
SELECT r.schedule, r.due_at, r.state, r.start_at, r.job_id, r.reason, r.node, r.decided_at
FROM json_to_recordset(@rows::json) AS r (
    schedule text, due_at timestamptz, state integer, start_at timestamptz, job_id bigint, reason text, node text, decided_at timestamptz)
ON CONFLICT (schedule, due_at) DO NOTHING
RETURNING schedule, (EXTRACT(epoch FROM due_at) * 1000000)::bigint
