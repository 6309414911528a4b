-- Only the life of a part that is in force writes. The lock on its row (HOLDLOCK; it reads no older version of the row either) lasts until the commit: the
-- next life begins after this write, or this one waits for it, sees its epoch and writes nothing. A version that is not newer writes nothing either.
-- The joins go row by row through the indexes: any other way would lock every row of the table.
SET NOCOUNT ON;
DECLARE @input TABLE (
  key_text NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY, part INT, epoch BIGINT, value_text NVARCHAR(MAX), version BIGINT,
  changed_at DATETIME2(7), expires_at DATETIME2(7), sliding_ticks BIGINT, due_at DATETIME2(7));
DECLARE @life TABLE (part INT NOT NULL PRIMARY KEY, epoch BIGINT NOT NULL);
DECLARE @done TABLE (key_text NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL);
INSERT INTO @input (key_text, part, epoch, value_text, version, changed_at, expires_at, sliding_ticks, due_at)
SELECT r.key_text, r.part, r.epoch, r.value_text, r.version, r.changed_at, r.expires_at, r.sliding_ticks, r.due_at
FROM OPENJSON(@rows) WITH (
  key_text NVARCHAR(400), part INT, epoch BIGINT, value_text NVARCHAR(MAX), version BIGINT, changed_at DATETIME2(7), expires_at DATETIME2(7),
  sliding_ticks BIGINT, due_at DATETIME2(7)) AS r;
INSERT INTO @life (part, epoch)
SELECT p.part, p.epoch
FROM (SELECT DISTINCT i.part, i.epoch FROM @input AS i) AS c
INNER LOOP JOIN cache_part AS p WITH (HOLDLOCK) ON p.part = c.part AND p.epoch = c.epoch;
UPDATE e SET
  part = i.part, value_text = i.value_text, version = i.version, changed_at = i.changed_at, expires_at = i.expires_at,
  sliding_ticks = i.sliding_ticks, due_at = i.due_at
OUTPUT inserted.key_text INTO @done (key_text)
FROM @input AS i
JOIN @life AS l ON l.part = i.part AND l.epoch = i.epoch
JOIN cache_entry AS e WITH (UPDLOCK, HOLDLOCK) ON e.key_text = i.key_text
WHERE e.version < i.version
OPTION (LOOP JOIN, FORCE ORDER);
INSERT INTO cache_entry (key_text, part, value_text, version, changed_at, expires_at, sliding_ticks, due_at)
OUTPUT inserted.key_text INTO @done (key_text)
SELECT i.key_text, i.part, i.value_text, i.version, i.changed_at, i.expires_at, i.sliding_ticks, i.due_at
FROM @input AS i
JOIN @life AS l ON l.part = i.part AND l.epoch = i.epoch
WHERE NOT EXISTS (SELECT 1 FROM cache_entry AS e WITH (UPDLOCK, HOLDLOCK) WHERE e.key_text = i.key_text)
OPTION (LOOP JOIN, FORCE ORDER);
SELECT d.key_text FROM @done AS d;
