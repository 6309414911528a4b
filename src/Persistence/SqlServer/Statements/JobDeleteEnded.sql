SET NOCOUNT ON;
DECLARE @doomed TABLE (id BIGINT NOT NULL PRIMARY KEY);
INSERT INTO @doomed (id)
SELECT TOP (@batch) id FROM job WHERE final_state IS NOT NULL AND ended_at < @before ORDER BY ended_at;
DELETE FROM job_output WHERE job_id IN (SELECT id FROM @doomed);
DELETE FROM app_token WHERE job_id IN (SELECT id FROM @doomed);
DELETE FROM job WHERE id IN (SELECT id FROM @doomed);
SELECT count(*) FROM @doomed;
