UPDATE id_block SET next_id = next_id + @size WHERE name = @name RETURNING next_id - @size
