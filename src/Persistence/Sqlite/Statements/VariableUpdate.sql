UPDATE variable SET name = @name, definition = @valueText, version = version + 1, changed_at = @at, changed_by = @changedBy
WHERE name_key = @nameKey AND version = @version
