DELETE FROM audit_log WHERE id IN (
  SELECT o.id FROM (SELECT l.id, l.logged_at FROM audit_log AS l ORDER BY l.id LIMIT @batch) AS o WHERE o.logged_at < @at)
