-- The life of each part of the cache that may write its entries. The first life of a part makes its row.
IF OBJECT_ID(N'dbo.cache_part', N'U') IS NULL
CREATE TABLE dbo.cache_part (
  part INT NOT NULL CONSTRAINT pk_cache_part PRIMARY KEY,
  epoch BIGINT NOT NULL
);
