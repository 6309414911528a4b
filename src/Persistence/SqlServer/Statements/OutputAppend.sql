SET NOCOUNT ON;
DECLARE @input TABLE (
  job_id BIGINT NOT NULL, seq BIGINT NOT NULL, attempt INT, stream INT, output_time DATETIME2(7),
  output_text NVARCHAR(MAX), output_data NVARCHAR(MAX),
  PRIMARY KEY (job_id, seq));
INSERT INTO @input (job_id, seq, attempt, stream, output_time, output_text, output_data)
SELECT r.job_id, r.seq, r.attempt, r.stream, r.output_time, r.output_text, r.output_data
FROM OPENJSON(@rows) WITH (
  job_id BIGINT, seq BIGINT, attempt INT, stream INT, output_time DATETIME2(7), output_text NVARCHAR(MAX),
  output_data NVARCHAR(MAX)) AS r
WHERE EXISTS (SELECT 1 FROM job AS j WHERE j.id = r.job_id AND j.attempt = r.attempt AND j.state IN (1, 2, 3));
UPDATE o SET attempt = i.attempt, stream = i.stream, output_time = i.output_time, output_text = i.output_text, output_data = i.output_data
FROM @input AS i JOIN job_output AS o ON o.job_id = i.job_id AND o.seq = i.seq
WHERE o.attempt < i.attempt
OPTION (LOOP JOIN, FORCE ORDER);
INSERT INTO job_output (job_id, seq, attempt, stream, output_time, output_text, output_data)
SELECT i.job_id, i.seq, i.attempt, i.stream, i.output_time, i.output_text, i.output_data
FROM @input AS i
WHERE NOT EXISTS (SELECT 1 FROM job_output AS o WHERE o.job_id = i.job_id AND o.seq = i.seq)
OPTION (LOOP JOIN, FORCE ORDER);
SELECT DISTINCT i.job_id FROM @input AS i;
