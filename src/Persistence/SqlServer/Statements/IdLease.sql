UPDATE id_block SET next_id = next_id + @size
OUTPUT deleted.next_id
WHERE name = @name
