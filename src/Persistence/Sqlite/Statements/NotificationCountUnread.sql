SELECT count(*)
FROM notification AS n
WHERE n.id > COALESCE((SELECT m.read_through FROM notification_mark AS m WHERE m.account_id = @account), 0) AND n.expires_at > @at
  AND NOT EXISTS (SELECT 1 FROM notification_read AS r WHERE r.account_id = @account AND r.notification_id = n.id)
