-- What the cluster's cache keeps beyond the death of nodes.
CREATE TABLE IF NOT EXISTS cache_entry (
  key_text text NOT NULL PRIMARY KEY,
  part integer NOT NULL,
  value_text text NOT NULL,
  version integer NOT NULL,
  changed_at integer NOT NULL,
  expires_at integer NULL,
  sliding_ticks integer NULL,
  due_at integer NULL
);

CREATE INDEX IF NOT EXISTS ix_cache_entry_part ON cache_entry (part, key_text);

-- A row stays when its lock is free, so that tokens of a name only ever rise. owner is empty: it was released.
CREATE TABLE IF NOT EXISTS cache_lock (
  name text NOT NULL PRIMARY KEY,
  owner text NOT NULL,
  token integer NOT NULL,
  expires_at integer NOT NULL
);

INSERT INTO id_block (name, next_id) VALUES ('cache', 1) ON CONFLICT (name) DO NOTHING;
