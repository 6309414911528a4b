INSERT INTO webhook_delivery (event_key, trigger_name, event_id, event_kind, sent_to, payload, state, attempts, next_at, created_at, changed_at, version)
VALUES (@key, @trigger, @eventId, @eventKind, @sentTo, @payload, @state, 0, @nextAt, @createdAt, @at, 1)
ON CONFLICT (event_key) DO NOTHING
