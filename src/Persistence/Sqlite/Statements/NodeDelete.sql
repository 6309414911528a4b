DELETE FROM node WHERE name_key = @nameKey
