DELETE FROM variable WHERE name_key = @nameKey
