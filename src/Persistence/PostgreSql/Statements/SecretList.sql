SELECT name, kind, key_id, version, changed_at, changed_by FROM secret ORDER BY name_key LIMIT @take
