SELECT COUNT(*) FROM webhook_delivery WHERE event_key = @key
