DELETE d
FROM schedule_occurrence AS d
JOIN (
  SELECT TOP (@batch) o.schedule, o.due_at FROM schedule_occurrence AS o
  WHERE o.decided_at < @beforeTime AND o.state >= 10
    AND EXISTS (SELECT 1 FROM schedule_occurrence AS n WHERE n.schedule = o.schedule AND n.due_at > o.due_at)
  ORDER BY o.decided_at) AS old ON d.schedule = old.schedule AND d.due_at = old.due_at
