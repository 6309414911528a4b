DELETE FROM account WHERE name_key = @nameKey
