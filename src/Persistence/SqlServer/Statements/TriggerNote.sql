INSERT INTO trigger_note (note_key, name, since)
SELECT @key, @name, @at
WHERE NOT EXISTS (SELECT 1 FROM trigger_note AS n WITH (UPDLOCK, HOLDLOCK) WHERE n.note_key = @key)
