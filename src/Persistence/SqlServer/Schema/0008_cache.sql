-- What the cluster's cache keeps beyond the death of nodes.
IF OBJECT_ID(N'dbo.cache_entry', N'U') IS NULL
CREATE TABLE dbo.cache_entry (
  key_text NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT pk_cache_entry PRIMARY KEY,
  part INT NOT NULL,
  value_text NVARCHAR(MAX) NOT NULL,
  version BIGINT NOT NULL,
  changed_at DATETIME2(7) NOT NULL,
  expires_at DATETIME2(7) NULL,
  sliding_ticks BIGINT NULL,
  due_at DATETIME2(7) NULL
);

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix_cache_entry_part' AND object_id = OBJECT_ID(N'dbo.cache_entry'))
CREATE NONCLUSTERED INDEX ix_cache_entry_part ON dbo.cache_entry (part, key_text);

-- A row stays when its lock is free, so that tokens of a name only ever rise. owner is empty: it was released.
IF OBJECT_ID(N'dbo.cache_lock', N'U') IS NULL
CREATE TABLE dbo.cache_lock (
  name NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT pk_cache_lock PRIMARY KEY,
  owner NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
  token BIGINT NOT NULL,
  expires_at DATETIME2(7) NOT NULL
);

INSERT INTO dbo.id_block (name, next_id)
SELECT seed.name, seed.next_id
FROM (VALUES (N'cache', 1)) AS seed (name, next_id)
WHERE NOT EXISTS (SELECT 1 FROM dbo.id_block AS b WHERE b.name = (seed.name COLLATE Latin1_General_100_BIN2));
