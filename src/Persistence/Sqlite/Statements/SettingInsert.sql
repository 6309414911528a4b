INSERT INTO setting (name, value_text, version, changed_at, changed_by)
VALUES (@name, @valueText, 1, @at, @changedBy)
ON CONFLICT (name) DO NOTHING
