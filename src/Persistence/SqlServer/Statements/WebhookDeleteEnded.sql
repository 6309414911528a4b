DELETE TOP (@batch) FROM webhook_delivery WHERE state >= 10 AND changed_at < @before
