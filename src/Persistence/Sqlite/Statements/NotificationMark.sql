INSERT INTO notification_mark (account_id, read_through)
VALUES (@account, @through)
ON CONFLICT (account_id) DO UPDATE SET
  read_through = CASE WHEN notification_mark.read_through < @through THEN @through ELSE notification_mark.read_through END
