INSERT INTO ended_session (session_id, ended_at)
SELECT @sessionId, @at
WHERE NOT EXISTS (SELECT 1 FROM ended_session AS s WITH (UPDLOCK, HOLDLOCK) WHERE s.session_id = @sessionId)
