SELECT schedule, due_at, state, start_at, job_id, reason, node, decided_at
FROM schedule_occurrence
WHERE schedule = @name AND due_at < @beforeTime
ORDER BY due_at DESC
LIMIT @take
