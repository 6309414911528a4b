-- Only the life of a part that is in force writes. Gives the keys of all that it may write, whether there was a row or not.
DELETE FROM cache_entry
WHERE EXISTS (
    SELECT 1 FROM json_each(@rows) AS r
    JOIN cache_part AS p ON p.part = r.value ->> 'part' AND p.epoch = r.value ->> 'epoch'
    WHERE r.value ->> 'key_text' = cache_entry.key_text AND cache_entry.version <= r.value ->> 'version')
  AND key_text IN (SELECT k.value ->> 'key_text' FROM json_each(@rows) AS k);
SELECT r.value ->> 'key_text'
FROM json_each(@rows) AS r
JOIN cache_part AS p ON p.part = r.value ->> 'part' AND p.epoch = r.value ->> 'epoch';
