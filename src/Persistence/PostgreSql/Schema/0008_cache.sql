-- What the cluster's cache keeps beyond the death of nodes. The collation makes the order of keys the same everywhere.
CREATE TABLE IF NOT EXISTS cache_entry (
  key_text text COLLATE "C" NOT NULL CONSTRAINT pk_cache_entry PRIMARY KEY,
  part integer NOT NULL,
  value_text text NOT NULL,
  version bigint NOT NULL,
  changed_at timestamptz NOT NULL,
  expires_at timestamptz NULL,
  sliding_ticks bigint NULL,
  due_at timestamptz NULL
);

CREATE INDEX IF NOT EXISTS ix_cache_entry_part ON cache_entry (part, key_text);

-- A row stays when its lock is free, so that tokens of a name only ever rise. owner is empty: it was released.
CREATE TABLE IF NOT EXISTS cache_lock (
  name text NOT NULL CONSTRAINT pk_cache_lock PRIMARY KEY,
  owner text NOT NULL,
  token bigint NOT NULL,
  expires_at timestamptz NOT NULL
);

INSERT INTO id_block (name, next_id) VALUES ('cache', 1) ON CONFLICT (name) DO NOTHING;
