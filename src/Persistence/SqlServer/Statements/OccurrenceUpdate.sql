UPDATE o SET
  state = r.state, start_at = r.start_at, job_id = r.job_id, reason = r.reason, node = r.node, decided_at = r.decided_at
OUTPUT inserted.schedule, DATEDIFF_BIG(MICROSECOND, CAST('1970-01-01' AS DATETIME2(7)), inserted.due_at)
FROM OPENJSON(@rows) WITH (
  schedule NVARCHAR(400), due_at DATETIME2(7), state INT, start_at DATETIME2(7), job_id BIGINT, reason NVARCHAR(MAX),
  node NVARCHAR(200), decided_at DATETIME2(7)) AS r
INNER LOOP JOIN schedule_occurrence AS o WITH (ROWLOCK)
  ON o.schedule = (r.schedule COLLATE Latin1_General_100_BIN2) AND o.due_at = r.due_at AND o.state < 10
