DELETE FROM notification_read WHERE account_id = @account AND notification_id <= @through
