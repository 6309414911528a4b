INSERT INTO trigger_note (note_key, name, since)
VALUES (@key, @name, @at)
ON CONFLICT (note_key) DO NOTHING
