DELETE FROM notification_read WHERE notification_id = @id
