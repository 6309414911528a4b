SELECT s.script, newest.policy
FROM (SELECT DISTINCT script FROM job WHERE retained = 1 AND final_state IS NOT NULL) AS s
CROSS APPLY (SELECT TOP (1) j.policy FROM job AS j WHERE j.script = s.script AND j.final_state IS NOT NULL ORDER BY j.id DESC) AS newest
