SELECT n.id, n.severity, n.title, n.body, n.raised_by, n.repeats, n.created_at, n.repeated_at, n.expires_at, 0
FROM notification AS n
WHERE n.id = (SELECT MAX(k.id) FROM notification AS k WHERE k.join_key = @joinKey)
