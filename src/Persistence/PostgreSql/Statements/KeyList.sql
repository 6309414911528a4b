SELECT id, xml_text FROM data_protection_key ORDER BY id
