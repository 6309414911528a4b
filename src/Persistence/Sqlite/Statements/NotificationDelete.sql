DELETE FROM notification WHERE id = @id
