SET NOCOUNT ON;
DECLARE @doomed TABLE (id BIGINT NOT NULL PRIMARY KEY);
INSERT INTO @doomed (id)
SELECT TOP (@batch) id FROM job
WHERE script = @script AND final_state IS NOT NULL AND id <= (
  SELECT id FROM job WHERE script = @script AND final_state IS NOT NULL ORDER BY id DESC OFFSET @keep ROWS FETCH NEXT 1 ROWS ONLY)
ORDER BY id;
DELETE FROM job_output WHERE job_id IN (SELECT id FROM @doomed);
DELETE FROM app_token WHERE job_id IN (SELECT id FROM @doomed);
DELETE FROM job WHERE id IN (SELECT id FROM @doomed);
SELECT count(*) FROM @doomed;
