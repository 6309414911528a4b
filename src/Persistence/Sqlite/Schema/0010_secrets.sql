CREATE TABLE IF NOT EXISTS variable (
  name_key text NOT NULL PRIMARY KEY,
  name text NOT NULL,
  definition text NOT NULL,
  version integer NOT NULL,
  changed_at integer NOT NULL,
  changed_by text NULL
);

-- The values are encrypted with a key that is nowhere in the database; key_id says which.
CREATE TABLE IF NOT EXISTS secret (
  name_key text NOT NULL PRIMARY KEY,
  name text NOT NULL,
  kind integer NOT NULL,
  key_id text NOT NULL,
  sealed_text text NOT NULL,
  version integer NOT NULL,
  changed_at integer NOT NULL,
  changed_by text NULL
);
