SELECT name, maintenance, incarnation, machine, process_id, operating_system, user_name, version_text, url, tags, started_at, slots
FROM node
ORDER BY name_key
