SELECT value_text, version, changed_at, changed_by FROM setting WHERE name = @name
