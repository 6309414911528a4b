INSERT INTO webhook_delivery (event_key, trigger_name, event_id, event_kind, sent_to, payload, state, attempts, next_at, created_at, changed_at, version)
SELECT @key, @trigger, @eventId, @eventKind, @sentTo, @payload, @state, 0, @nextAt, @createdAt, @at, 1
WHERE NOT EXISTS (SELECT 1 FROM webhook_delivery AS d WITH (UPDLOCK, HOLDLOCK) WHERE d.event_key = @key)
