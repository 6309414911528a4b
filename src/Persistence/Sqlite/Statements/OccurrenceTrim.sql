DELETE FROM schedule_occurrence WHERE rowid IN (
  SELECT o.rowid FROM schedule_occurrence AS o
  WHERE o.decided_at < @beforeTime AND o.state >= 10
    AND EXISTS (SELECT 1 FROM schedule_occurrence AS n WHERE n.schedule = o.schedule AND n.due_at > o.due_at)
  ORDER BY o.decided_at LIMIT @batch)
