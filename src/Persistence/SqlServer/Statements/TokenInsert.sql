INSERT INTO app_token (hash, identity_name, roles, description, job_id, created_at, expires_at, created_by, identity_key, parent_id)
OUTPUT inserted.hash, inserted.id
SELECT r.hash, r.identity_name, r.roles, r.description, r.job_id, r.created_at, r.expires_at, r.created_by, r.identity_key, r.parent_id
FROM OPENJSON(@rows) WITH (
  hash NVARCHAR(64), identity_name NVARCHAR(256), roles NVARCHAR(MAX), description NVARCHAR(MAX), job_id BIGINT,
  created_at DATETIME2(7), expires_at DATETIME2(7), created_by NVARCHAR(256), identity_key NVARCHAR(256), parent_id BIGINT) AS r
WHERE NOT EXISTS (SELECT 1 FROM app_token AS t WITH (UPDLOCK, HOLDLOCK) WHERE t.hash = (r.hash COLLATE Latin1_General_100_BIN2))
OPTION (LOOP JOIN, FORCE ORDER)
