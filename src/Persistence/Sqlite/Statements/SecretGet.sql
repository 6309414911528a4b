SELECT name, kind, key_id, sealed_text, version, changed_at, changed_by FROM secret WHERE name_key = @nameKey
