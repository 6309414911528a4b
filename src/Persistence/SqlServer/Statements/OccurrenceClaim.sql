INSERT INTO schedule_occurrence (schedule, due_at, state, start_at, job_id, reason, node, decided_at)
OUTPUT inserted.schedule, DATEDIFF_BIG(MICROSECOND, CAST('1970-01-01' AS DATETIME2(7)), inserted.due_at)
SELECT r.schedule, r.due_at, r.state, r.start_at, r.job_id, r.reason, r.node, r.decided_at
FROM OPENJSON(@rows) WITH (
  schedule NVARCHAR(400), due_at DATETIME2(7), state INT, start_at DATETIME2(7), job_id BIGINT, reason NVARCHAR(MAX),
  node NVARCHAR(200), decided_at DATETIME2(7)) AS r
WHERE NOT EXISTS (
  SELECT 1 FROM schedule_occurrence AS o WITH (UPDLOCK, HOLDLOCK)
  WHERE o.schedule = (r.schedule COLLATE Latin1_General_100_BIN2) AND o.due_at = r.due_at)
OPTION (LOOP JOIN, FORCE ORDER)
