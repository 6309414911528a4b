UPDATE node WITH (UPDLOCK, SERIALIZABLE) SET
  name = @name, incarnation = @incarnation, machine = @machine, process_id = @processId, operating_system = @operatingSystem,
  user_name = @userName, version_text = @versionText, url = @url, tags = @tags, started_at = @startedAt, slots = @slots
WHERE name_key = @nameKey;
IF @@ROWCOUNT = 0
  INSERT INTO node (name_key, maintenance, name, incarnation, machine, process_id, operating_system, user_name, version_text, url, tags, started_at, slots)
  VALUES (@nameKey, @maintenance, @name, @incarnation, @machine, @processId, @operatingSystem, @userName, @versionText, @url, @tags, @startedAt, @slots);
