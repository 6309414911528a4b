UPDATE notification_mark WITH (UPDLOCK, SERIALIZABLE) SET read_through = CASE WHEN read_through < @through THEN @through ELSE read_through END
WHERE account_id = @account;
IF @@ROWCOUNT = 0
  INSERT INTO notification_mark (account_id, read_through)
  VALUES (@account, @through);
