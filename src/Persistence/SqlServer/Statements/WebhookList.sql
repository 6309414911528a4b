SELECT TOP (@take) id, trigger_name, event_id, event_kind, sent_to, state, attempts, next_at, last_status, last_error, created_at, changed_at, version
FROM webhook_delivery
WHERE trigger_name = @trigger AND id < @after
ORDER BY id DESC
