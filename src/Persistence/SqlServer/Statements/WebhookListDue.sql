SELECT TOP (@take) id, trigger_name, event_id, event_kind, sent_to, state, attempts, next_at, last_status, last_error, created_at, changed_at, version, payload
FROM webhook_delivery
WHERE id IN (
  SELECT w.id
  FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY sent_to ORDER BY next_at, id) AS place FROM webhook_delivery WHERE state = 0 AND next_at <= @at) AS w
  WHERE w.place <= @perReceiver)
ORDER BY next_at, id
