SELECT name, kind, key_id, sealed_text, version, changed_at, changed_by FROM secret
WHERE key_id <> @keyId AND name_key > @afterKey
ORDER BY name_key LIMIT @take
