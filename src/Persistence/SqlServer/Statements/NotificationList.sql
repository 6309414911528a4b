SELECT TOP (@take) n.id, n.severity, n.title, n.body, n.raised_by, n.repeats, n.created_at, n.repeated_at, n.expires_at,
  CASE WHEN n.id <= m.read_through OR r.notification_id IS NOT NULL THEN 1 ELSE 0 END
FROM notification AS n
LEFT JOIN notification_mark AS m ON m.account_id = @account
LEFT JOIN notification_read AS r ON r.account_id = @account AND r.notification_id = n.id
WHERE n.id < @before AND n.expires_at > @at AND (@severity < 0 OR n.severity = @severity)
ORDER BY n.id DESC
