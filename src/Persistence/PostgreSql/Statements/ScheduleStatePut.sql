INSERT INTO schedule_state (name, fingerprint, since, paused, changed_by)
SELECT r.name, r.fingerprint, r.since, r.paused, r.changed_by
FROM json_to_recordset(@rows::json) AS r (name text, fingerprint text, since timestamptz, paused boolean, changed_by text)
ON CONFLICT (name) DO UPDATE SET
  fingerprint = excluded.fingerprint, since = excluded.since, paused = excluded.paused, changed_by = excluded.changed_by
RETURNING name
