SET NOCOUNT ON;
DECLARE @input TABLE (
  id BIGINT NOT NULL PRIMARY KEY, script NVARCHAR(400), environment NVARCHAR(200), state INT, attempt INT,
  node NVARCHAR(200), node_incarnation NVARCHAR(200), target NVARCHAR(4000), priority INT,
  identity_name NVARCHAR(256) COLLATE Latin1_General_100_BIN2, parameters NVARCHAR(MAX), parent_id BIGINT,
  idempotency_key NVARCHAR(200) COLLATE Latin1_General_100_BIN2, policy NVARCHAR(MAX), created_at DATETIME2(7),
  due_at DATETIME2(7), started_at DATETIME2(7), ended_at DATETIME2(7), exit_code INT, reason NVARCHAR(MAX),
  progress_percent INT, progress_text NVARCHAR(MAX), feedback NVARCHAR(MAX), retries_used INT, version BIGINT,
  commit_id NVARCHAR(64), origin NVARCHAR(500), retained BIT);
INSERT INTO @input (
  id, script, environment, state, attempt, node, node_incarnation, target, priority, identity_name, parameters,
  parent_id, idempotency_key, policy, created_at, due_at, started_at, ended_at, exit_code, reason, progress_percent,
  progress_text, feedback, retries_used, version, commit_id, origin, retained)
SELECT
  id, script, environment, state, attempt, node, node_incarnation, target, priority, identity_name, parameters,
  parent_id, idempotency_key, policy, created_at, due_at, started_at, ended_at, exit_code, reason, progress_percent,
  progress_text, feedback, retries_used, version, commit_id, origin, retained
FROM OPENJSON(@rows) WITH (
  id BIGINT, script NVARCHAR(400), environment NVARCHAR(200), state INT, attempt INT, node NVARCHAR(200),
  node_incarnation NVARCHAR(200), target NVARCHAR(4000), priority INT, identity_name NVARCHAR(256),
  parameters NVARCHAR(MAX), parent_id BIGINT, idempotency_key NVARCHAR(200), policy NVARCHAR(MAX),
  created_at DATETIME2(7), due_at DATETIME2(7), started_at DATETIME2(7), ended_at DATETIME2(7), exit_code INT,
  reason NVARCHAR(MAX), progress_percent INT, progress_text NVARCHAR(MAX), feedback NVARCHAR(MAX), retries_used INT,
  version BIGINT, commit_id NVARCHAR(64), origin NVARCHAR(500), retained BIT) AS r;
INSERT INTO job (
  id, script, environment, state, attempt, node, node_incarnation, target, priority, identity_name, parameters,
  parent_id, idempotency_key, policy, created_at, due_at, started_at, ended_at, exit_code, reason, progress_percent,
  progress_text, feedback, retries_used, version, commit_id, origin, final_state, retained)
OUTPUT inserted.id
SELECT
  i.id, i.script, i.environment, i.state, i.attempt, i.node, i.node_incarnation, i.target, i.priority,
  i.identity_name, i.parameters, i.parent_id, i.idempotency_key, i.policy, i.created_at, i.due_at, i.started_at,
  i.ended_at, i.exit_code, i.reason, i.progress_percent, i.progress_text, i.feedback, i.retries_used, i.version, i.commit_id, i.origin,
  CASE WHEN i.state >= 10 THEN i.state END, COALESCE(i.retained, 0)
FROM @input AS i
WHERE NOT EXISTS (SELECT 1 FROM job AS j WITH (UPDLOCK, HOLDLOCK) WHERE j.id = i.id)
  AND (i.idempotency_key IS NULL OR (
    NOT EXISTS (
      SELECT 1 FROM job AS j WITH (UPDLOCK, HOLDLOCK)
      WHERE j.idempotency_key IS NOT NULL AND j.idempotency_key = i.idempotency_key
        AND (j.identity_name = i.identity_name OR (j.identity_name IS NULL AND i.identity_name IS NULL)))
    AND NOT EXISTS (
      SELECT 1 FROM @input AS k
      WHERE k.id < i.id AND k.idempotency_key = i.idempotency_key
        AND (k.identity_name = i.identity_name OR (k.identity_name IS NULL AND i.identity_name IS NULL)))))
-- Row by row through the indexes: any other way to join would lock every row of the table, and keep that.
OPTION (LOOP JOIN, FORCE ORDER);
