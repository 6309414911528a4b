SELECT
  id, script, environment, state, attempt, node, node_incarnation, target, priority, identity_name, parameters,
  parent_id, idempotency_key, policy, created_at, due_at, started_at, ended_at, exit_code, reason, progress_percent,
  progress_text, feedback, retries_used, version, commit_id, engine, origin, refusals
FROM job
WHERE final_state IS NOT NULL AND ended_at <= @until AND (ended_at < @until OR id < @after)
ORDER BY ended_at DESC, id DESC
LIMIT @take
