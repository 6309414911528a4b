-- The first account always has the number 1, so that of two nodes that insert at once the second finds the number taken.
INSERT INTO account (id, name, name_key, password_hash, roles, enabled, security_stamp, failed_sign_ins, locked_until, created_at, last_sign_in_at, version)
SELECT @id, @name, @nameKey, @passwordHash, @roles, @enabled, @securityStamp, @failedSignIns, @lockedUntil, @createdAt, @lastSignInAt, 1
WHERE NOT EXISTS (SELECT 1 FROM account)
ON CONFLICT DO NOTHING
