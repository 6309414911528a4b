SET NOCOUNT ON;
DECLARE @doomed TABLE (id BIGINT NOT NULL PRIMARY KEY);
INSERT INTO @doomed (id) SELECT DISTINCT i.id FROM OPENJSON(@ids) WITH (id BIGINT '$') AS i;
-- The index has only tokens of jobs, and is used only where the statement says that it wants no others.
DELETE FROM app_token WHERE job_id IS NOT NULL AND job_id IN (SELECT id FROM @doomed) OPTION (LOOP JOIN);
DELETE FROM job WHERE final_state IS NOT NULL AND id IN (SELECT id FROM @doomed) OPTION (LOOP JOIN);
SELECT @@ROWCOUNT;
