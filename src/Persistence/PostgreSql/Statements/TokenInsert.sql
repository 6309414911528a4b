INSERT INTO app_token (hash, identity_name, roles, description, job_id, created_at, expires_at, created_by, identity_key, parent_id)
SELECT r.hash, r.identity_name, r.roles, r.description, r.job_id, r.created_at, r.expires_at, r.created_by, r.identity_key, r.parent_id
FROM json_to_recordset(@rows::json) AS r (
    hash text, identity_name text, roles text, description text, job_id bigint, created_at timestamptz,
    expires_at timestamptz, created_by text, identity_key text, parent_id bigint)
ON CONFLICT (hash) DO NOTHING
RETURNING hash, id
