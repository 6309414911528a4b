UPDATE node SET maintenance = @on WHERE name_key = @nameKey
