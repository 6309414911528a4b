INSERT INTO notification (severity, title, body, raised_by, join_key, repeats, created_at, repeated_at, expires_at)
VALUES (@severity, @title, @message, @raisedBy, @joinKey, 1, @at, @at, @expiresAt)
RETURNING id
