UPDATE account SET
  name = @name, name_key = @nameKey, password_hash = @passwordHash, roles = @roles, enabled = @enabled, security_stamp = @securityStamp,
  failed_sign_ins = @failedSignIns, locked_until = @lockedUntil, last_sign_in_at = @lastSignInAt, version = @version
WHERE id = @id AND version = @version - 1
