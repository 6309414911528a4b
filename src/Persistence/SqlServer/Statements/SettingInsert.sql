INSERT INTO setting (name, value_text, version, changed_at, changed_by)
SELECT @name, @valueText, 1, @at, @changedBy
WHERE NOT EXISTS (SELECT 1 FROM setting AS s WITH (UPDLOCK, HOLDLOCK) WHERE s.name = @name)
