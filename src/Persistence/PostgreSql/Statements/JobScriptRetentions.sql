WITH RECURSIVE scripts AS (
  (SELECT script FROM job WHERE retained AND final_state IS NOT NULL ORDER BY script LIMIT 1)
  UNION ALL
  SELECT (SELECT j.script FROM job AS j WHERE j.retained AND j.final_state IS NOT NULL AND j.script > s.script ORDER BY j.script LIMIT 1)
  FROM scripts AS s WHERE s.script IS NOT NULL
)
SELECT s.script, (SELECT j.policy FROM job AS j WHERE j.script = s.script AND j.final_state IS NOT NULL ORDER BY j.id DESC LIMIT 1)
FROM scripts AS s
WHERE s.script IS NOT NULL
