INSERT INTO ended_session (session_id, ended_at)
VALUES (@sessionId, @at)
ON CONFLICT (session_id) DO NOTHING
