DELETE FROM webhook_delivery
WHERE id IN (SELECT id FROM webhook_delivery WHERE state >= 10 AND changed_at < @before LIMIT @batch)
