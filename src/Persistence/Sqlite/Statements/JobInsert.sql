INSERT INTO job (
  id, script, environment, state, attempt, node, node_incarnation, target, priority, identity_name, parameters,
  parent_id, idempotency_key, policy, created_at, due_at, started_at, ended_at, exit_code, reason, progress_percent,
  progress_text, feedback, retries_used, version, commit_id, origin, final_state, retained)
SELECT
  r.value ->> 'id', r.value ->> 'script', r.value ->> 'environment', r.value ->> 'state', r.value ->> 'attempt',
  r.value ->> 'node', r.value ->> 'node_incarnation', r.value ->> 'target', r.value ->> 'priority',
  r.value ->> 'identity_name', r.value ->> 'parameters', r.value ->> 'parent_id', r.value ->> 'idempotency_key',
  r.value ->> 'policy', r.value ->> 'created_at', r.value ->> 'due_at', r.value ->> 'started_at',
  r.value ->> 'ended_at', r.value ->> 'exit_code', r.value ->> 'reason', r.value ->> 'progress_percent',
  r.value ->> 'progress_text', r.value ->> 'feedback', r.value ->> 'retries_used', r.value ->> 'version', r.value ->> 'commit_id',
  r.value ->> 'origin',
  CASE WHEN r.value ->> 'state' >= 10 THEN r.value ->> 'state' END, coalesce(r.value ->> 'retained', 0)
FROM json_each(@rows) AS r
WHERE true
ON CONFLICT DO NOTHING
RETURNING id
