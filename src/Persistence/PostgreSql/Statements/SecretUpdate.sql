UPDATE secret SET name = @name, kind = @kind, key_id = @keyId, sealed_text = @sealedText, version = version + 1, changed_at = @at, changed_by = @changedBy
WHERE name_key = @nameKey AND version = @version
