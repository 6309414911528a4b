-- Planned for its filters each time: a plan made for a script with very many jobs would read the whole table for a rare one.
SELECT TOP (@take)
  id, script, environment, state, attempt, node, node_incarnation, target, priority, identity_name, parameters,
  parent_id, idempotency_key, policy, created_at, due_at, started_at, ended_at, exit_code, reason, progress_percent,
  progress_text, feedback, retries_used, version, commit_id, engine, origin, refusals
FROM job
WHERE id < @before AND (@states & POWER(2, state)) <> 0
  AND (@script IS NULL OR script = @script)
  AND (@identity IS NULL OR identity_name = @identity)
  AND (@node IS NULL OR node = @node)
  AND (@parent IS NULL OR parent_id = @parent)
ORDER BY id DESC
OPTION (RECOMPILE)
