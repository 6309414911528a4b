-- Only the life of a part that is in force writes: see CachePut.sql. Gives the keys of all that it may write, whether there was a row or not.
SET NOCOUNT ON;
DECLARE @input TABLE (
  key_text NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY, part INT, epoch BIGINT, version BIGINT);
DECLARE @life TABLE (part INT NOT NULL PRIMARY KEY, epoch BIGINT NOT NULL);
INSERT INTO @input (key_text, part, epoch, version)
SELECT r.key_text, r.part, r.epoch, r.version
FROM OPENJSON(@rows) WITH (key_text NVARCHAR(400), part INT, epoch BIGINT, version BIGINT) AS r;
INSERT INTO @life (part, epoch)
SELECT p.part, p.epoch
FROM (SELECT DISTINCT i.part, i.epoch FROM @input AS i) AS c
INNER LOOP JOIN cache_part AS p WITH (HOLDLOCK) ON p.part = c.part AND p.epoch = c.epoch;
DELETE e
FROM @input AS i
JOIN @life AS l ON l.part = i.part AND l.epoch = i.epoch
JOIN cache_entry AS e WITH (ROWLOCK) ON e.key_text = i.key_text AND e.version <= i.version
OPTION (LOOP JOIN, FORCE ORDER);
SELECT i.key_text FROM @input AS i JOIN @life AS l ON l.part = i.part AND l.epoch = i.epoch;
