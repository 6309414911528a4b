INSERT INTO variable (name_key, name, definition, version, changed_at, changed_by)
SELECT @nameKey, @name, @valueText, 1, @at, @changedBy
WHERE NOT EXISTS (SELECT 1 FROM variable AS v WITH (UPDLOCK, HOLDLOCK) WHERE v.name_key = @nameKey)
