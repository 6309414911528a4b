INSERT INTO secret (name_key, name, kind, key_id, sealed_text, version, changed_at, changed_by)
VALUES (@nameKey, @name, @kind, @keyId, @sealedText, 1, @at, @changedBy)
ON CONFLICT (name_key) DO NOTHING
