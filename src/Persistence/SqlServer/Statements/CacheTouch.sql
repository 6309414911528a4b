UPDATE e SET due_at = r.due_at
OUTPUT inserted.key_text
FROM OPENJSON(@rows) WITH (key_text NVARCHAR(400), version BIGINT, due_at DATETIME2(7)) AS r
JOIN cache_entry AS e WITH (ROWLOCK) ON e.key_text = (r.key_text COLLATE Latin1_General_100_BIN2) AND e.version = r.version
