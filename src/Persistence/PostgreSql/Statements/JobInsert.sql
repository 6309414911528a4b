INSERT INTO job (
  id, script, environment, state, attempt, node, node_incarnation, target, priority, identity_name, parameters,
  parent_id, idempotency_key, policy, created_at, due_at, started_at, ended_at, exit_code, reason, progress_percent,
  progress_text, feedback, retries_used, version, commit_id, origin, final_state, retained)
SELECT
  r.id, r.script, r.environment, r.state, r.attempt, r.node, r.node_incarnation, r.target, r.priority,
  r.identity_name, r.parameters, r.parent_id, r.idempotency_key, r.policy, r.created_at, r.due_at, r.started_at,
  r.ended_at, r.exit_code, r.reason, r.progress_percent, r.progress_text, r.feedback, r.retries_used, r.version, r.commit_id, r.origin,
  CASE WHEN r.state >= 10 THEN r.state END, coalesce(r.retained, false)
FROM json_to_recordset(@rows::json) AS r (
    id bigint, script text, environment text, state integer, attempt integer, node text, node_incarnation text,
    target text, priority integer, identity_name text, parameters text, parent_id bigint, idempotency_key text,
    policy text, created_at timestamptz, due_at timestamptz, started_at timestamptz, ended_at timestamptz,
    exit_code integer, reason text, progress_percent integer, progress_text text, feedback text,
    retries_used integer, version bigint, commit_id text, origin text, retained boolean)
ORDER BY r.id
ON CONFLICT DO NOTHING
RETURNING id
