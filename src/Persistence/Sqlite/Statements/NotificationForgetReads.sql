DELETE FROM notification_read
WHERE NOT EXISTS (SELECT 1 FROM notification AS n WHERE n.id = notification_read.notification_id)
  OR NOT EXISTS (SELECT 1 FROM account AS a WHERE a.id = notification_read.account_id)
