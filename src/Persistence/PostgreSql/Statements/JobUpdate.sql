-- The filter r.id % 1 = 0 is always true. It makes the planner expect one row instead of a hundred and so look up each job by its key; with a
-- hundred it would read the whole table while that is small, and a prepared plan would go on doing so while it grows.
UPDATE job AS j SET
  state = r.state, attempt = r.attempt, node = r.node, node_incarnation = r.node_incarnation, due_at = r.due_at,
  started_at = r.started_at, ended_at = r.ended_at, exit_code = r.exit_code, reason = r.reason,
  progress_percent = r.progress_percent, progress_text = r.progress_text, feedback = r.feedback,
  retries_used = r.retries_used, version = r.version, engine = r.engine, refusals = r.refusals, final_state = CASE WHEN r.state >= 10 THEN r.state END
FROM json_to_recordset(@rows::json) AS r (
    id bigint, state integer, attempt integer, node text, node_incarnation text, due_at timestamptz,
    started_at timestamptz, ended_at timestamptz, exit_code integer, reason text, progress_percent integer,
    progress_text text, feedback text, retries_used integer, version bigint, engine integer, refusals text)
WHERE r.id % 1 = 0 AND j.id = r.id AND j.version = r.version - 1
RETURNING j.id
