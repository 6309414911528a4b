INSERT INTO account (id, name, name_key, password_hash, roles, enabled, security_stamp, failed_sign_ins, locked_until, created_at, last_sign_in_at, version)
VALUES (@id, @name, @nameKey, @passwordHash, @roles, @enabled, @securityStamp, @failedSignIns, @lockedUntil, @createdAt, @lastSignInAt, 1)
ON CONFLICT DO NOTHING
