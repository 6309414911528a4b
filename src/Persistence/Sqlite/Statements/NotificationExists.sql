SELECT id FROM notification WHERE id = @id
