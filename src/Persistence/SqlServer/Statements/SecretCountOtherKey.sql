SELECT COUNT(*) FROM secret WHERE key_id <> @keyId
