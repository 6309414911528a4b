SELECT id, trigger_name, event_id, event_kind, sent_to, state, attempts, next_at, last_status, last_error, created_at, changed_at, version, payload
FROM webhook_delivery
WHERE state = 0 AND next_at <= @at
ORDER BY next_at, id
LIMIT @take
