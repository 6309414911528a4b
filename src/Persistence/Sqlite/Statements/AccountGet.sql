SELECT id, name, password_hash, roles, enabled, security_stamp, failed_sign_ins, locked_until, created_at, last_sign_in_at, version
FROM account
WHERE name_key = @nameKey
