DELETE FROM notification WHERE id IN (SELECT n.id FROM notification AS n WHERE n.expires_at <= @at ORDER BY n.expires_at LIMIT @batch)
