SELECT id, hash, identity_name, roles, description, job_id, created_at, expires_at, revoked_at, created_by, parent_id
FROM app_token
WHERE id = @id
