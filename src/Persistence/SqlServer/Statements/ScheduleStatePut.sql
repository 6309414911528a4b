SET NOCOUNT ON;
DECLARE @input TABLE (
  name NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY, fingerprint NVARCHAR(500), since DATETIME2(7), paused BIT, changed_by NVARCHAR(256));
INSERT INTO @input (name, fingerprint, since, paused, changed_by)
SELECT r.name, r.fingerprint, r.since, r.paused, r.changed_by
FROM OPENJSON(@rows) WITH (name NVARCHAR(400), fingerprint NVARCHAR(500), since DATETIME2(7), paused BIT, changed_by NVARCHAR(256)) AS r;
UPDATE s SET fingerprint = i.fingerprint, since = i.since, paused = i.paused, changed_by = i.changed_by
FROM @input AS i JOIN schedule_state AS s WITH (UPDLOCK, HOLDLOCK) ON s.name = i.name
OPTION (LOOP JOIN, FORCE ORDER);
INSERT INTO schedule_state (name, fingerprint, since, paused, changed_by)
SELECT i.name, i.fingerprint, i.since, i.paused, i.changed_by
FROM @input AS i
WHERE NOT EXISTS (SELECT 1 FROM schedule_state AS s WITH (UPDLOCK, HOLDLOCK) WHERE s.name = i.name)
OPTION (LOOP JOIN, FORCE ORDER);
SELECT name FROM @input;
