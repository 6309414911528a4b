UPDATE setting SET value_text = @valueText, version = version + 1, changed_at = @at, changed_by = @changedBy
WHERE name = @name AND version = @version
