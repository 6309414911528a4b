SELECT schedule, due_at, state, start_at, job_id, reason, node, decided_at
FROM schedule_occurrence
WHERE state < 10
ORDER BY due_at
