SELECT min(next_at) FROM webhook_delivery WHERE state = 0
