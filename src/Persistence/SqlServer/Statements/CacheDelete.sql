DELETE e
OUTPUT deleted.key_text
FROM OPENJSON(@rows) WITH (key_text NVARCHAR(400), version BIGINT) AS r
JOIN cache_entry AS e WITH (ROWLOCK) ON e.key_text = (r.key_text COLLATE Latin1_General_100_BIN2) AND e.version <= r.version
