UPDATE data_protection_key SET xml_text = @xml WHERE id = @id
