INSERT INTO schedule_state (name, fingerprint, since, paused, changed_by)
SELECT r.value ->> 'name', r.value ->> 'fingerprint', r.value ->> 'since', r.value ->> 'paused', r.value ->> 'changed_by'
FROM json_each(@rows) AS r
WHERE true
ON CONFLICT (name) DO UPDATE SET
  fingerprint = excluded.fingerprint, since = excluded.since, paused = excluded.paused, changed_by = excluded.changed_by
RETURNING name
