INSERT INTO app_token (hash, identity_name, roles, description, job_id, created_at, expires_at, created_by, identity_key, parent_id)
SELECT
  r.value ->> 'hash', r.value ->> 'identity_name', r.value ->> 'roles', r.value ->> 'description',
  r.value ->> 'job_id', r.value ->> 'created_at', r.value ->> 'expires_at', r.value ->> 'created_by',
  r.value ->> 'identity_key', r.value ->> 'parent_id'
FROM json_each(@rows) AS r
WHERE true
ON CONFLICT (hash) DO NOTHING
RETURNING hash, id
