DELETE FROM app_token WHERE job_id IN (SELECT value FROM json_each(@ids));
DELETE FROM job WHERE id IN (SELECT value FROM json_each(@ids)) AND final_state IS NOT NULL;
SELECT changes();
