SELECT TOP (@take) id, state, attempt, target
FROM job
WHERE final_state IS NULL AND id > @after
ORDER BY id
