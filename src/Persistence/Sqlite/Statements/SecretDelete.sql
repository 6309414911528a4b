DELETE FROM secret WHERE name_key = @nameKey
