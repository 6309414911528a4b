SELECT COUNT(*) FROM ended_session WHERE session_id = @sessionId
