DELETE FROM notification_mark WHERE NOT EXISTS (SELECT 1 FROM account AS a WHERE a.id = notification_mark.account_id)
