INSERT INTO secret (name_key, name, kind, key_id, sealed_text, version, changed_at, changed_by)
SELECT @nameKey, @name, @kind, @keyId, @sealedText, 1, @at, @changedBy
WHERE NOT EXISTS (SELECT 1 FROM secret AS s WITH (UPDLOCK, HOLDLOCK) WHERE s.name_key = @nameKey)
