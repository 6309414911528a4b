UPDATE secret SET key_id = @keyId, sealed_text = @sealedText
WHERE name_key = @nameKey AND version = @version AND key_id = @oldKeyId
