SELECT TOP (@take) name, definition, version, changed_at, changed_by FROM variable ORDER BY name_key
