INSERT INTO data_protection_key (friendly_name, xml_text) VALUES (@name, @xml)
