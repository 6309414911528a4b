WITH RECURSIVE scripts (script) AS (
  SELECT min(script) FROM job WHERE retained = 1 AND final_state IS NOT NULL
  UNION ALL
  SELECT (SELECT min(j.script) FROM job AS j WHERE j.retained = 1 AND j.final_state IS NOT NULL AND j.script > s.script)
  FROM scripts AS s WHERE s.script IS NOT NULL
)
SELECT s.script, (SELECT j.policy FROM job AS j WHERE j.script = s.script AND j.final_state IS NOT NULL ORDER BY j.id DESC LIMIT 1)
FROM scripts AS s
WHERE s.script IS NOT NULL
