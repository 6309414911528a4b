SELECT n.id, n.severity, n.title, n.body, n.raised_by, n.repeats, n.created_at, n.repeated_at, n.expires_at, 0
FROM notification AS n
LEFT JOIN notification_mark AS m ON m.account_id = @account
LEFT JOIN notification_read AS r ON r.account_id = @account AND r.notification_id = n.id
WHERE n.id < @before AND n.expires_at > @at AND (@severity < 0 OR n.severity = @severity)
  AND (m.read_through IS NULL OR n.id > m.read_through) AND r.notification_id IS NULL
ORDER BY n.id DESC
LIMIT @take
