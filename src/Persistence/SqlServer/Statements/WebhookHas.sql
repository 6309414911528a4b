SELECT COUNT_BIG(*) FROM webhook_delivery WHERE event_key = @key
