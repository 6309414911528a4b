INSERT INTO notification_read (account_id, notification_id)
SELECT @account, n.id
FROM notification AS n
WHERE n.id = @id AND n.id > COALESCE((SELECT m.read_through FROM notification_mark AS m WHERE m.account_id = @account), 0)
ON CONFLICT (account_id, notification_id) DO NOTHING
