SELECT
  s.name, s.fingerprint, s.since, s.paused, s.changed_by,
  o.schedule, o.due_at, o.state, o.start_at, o.job_id, o.reason, o.node, o.decided_at
FROM schedule_state AS s
LEFT JOIN schedule_occurrence AS o ON o.schedule = s.name
  AND o.due_at = (SELECT MAX(l.due_at) FROM schedule_occurrence AS l WHERE l.schedule = s.name)
WHERE s.name = @name
