-- Only the life of a part that is in force writes. Gives the keys of all that it may write, whether there was a row or not.
UPDATE cache_entry SET due_at = r.value ->> 'due_at'
FROM json_each(@rows) AS r
JOIN cache_part AS p ON p.part = r.value ->> 'part' AND p.epoch = r.value ->> 'epoch'
WHERE cache_entry.key_text = r.value ->> 'key_text' AND cache_entry.version = r.value ->> 'version';
SELECT r.value ->> 'key_text'
FROM json_each(@rows) AS r
JOIN cache_part AS p ON p.part = r.value ->> 'part' AND p.epoch = r.value ->> 'epoch';
