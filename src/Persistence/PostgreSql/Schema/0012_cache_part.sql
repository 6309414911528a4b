-- The life of each part of the cache that may write its entries. The first life of a part makes its row.
CREATE TABLE IF NOT EXISTS cache_part (
  part integer NOT NULL CONSTRAINT pk_cache_part PRIMARY KEY,
  epoch bigint NOT NULL
);
