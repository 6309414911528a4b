DELETE FROM app_token WHERE identity_key = @nameKey
