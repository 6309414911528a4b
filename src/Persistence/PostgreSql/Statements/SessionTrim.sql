DELETE FROM ended_session WHERE session_id IN (SELECT s.session_id FROM ended_session AS s WHERE s.ended_at < @at ORDER BY s.ended_at LIMIT @batch)
