UPDATE j SET
  state = r.state, attempt = r.attempt, node = r.node, node_incarnation = r.node_incarnation, due_at = r.due_at,
  started_at = r.started_at, ended_at = r.ended_at, exit_code = r.exit_code, reason = r.reason,
  progress_percent = r.progress_percent, progress_text = r.progress_text, feedback = r.feedback,
  retries_used = r.retries_used, version = r.version, engine = r.engine, refusals = r.refusals, final_state = CASE WHEN r.state >= 10 THEN r.state END
OUTPUT inserted.id
FROM OPENJSON(@rows) WITH (
  id BIGINT, state INT, attempt INT, node NVARCHAR(200), node_incarnation NVARCHAR(200), due_at DATETIME2(7),
  started_at DATETIME2(7), ended_at DATETIME2(7), exit_code INT, reason NVARCHAR(MAX), progress_percent INT,
  progress_text NVARCHAR(MAX), feedback NVARCHAR(MAX), retries_used INT, version BIGINT, engine INT, refusals NVARCHAR(MAX)) AS r
INNER LOOP JOIN job AS j WITH (ROWLOCK) ON j.id = r.id AND j.version = r.version - 1
