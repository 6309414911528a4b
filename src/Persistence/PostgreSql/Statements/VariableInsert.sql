INSERT INTO variable (name_key, name, definition, version, changed_at, changed_by)
VALUES (@nameKey, @name, @valueText, 1, @at, @changedBy)
ON CONFLICT (name_key) DO NOTHING
