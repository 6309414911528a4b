-- Since when a trigger is declared as it is: what happened before does not start it.
CREATE TABLE IF NOT EXISTS trigger_note (
  note_key text NOT NULL CONSTRAINT pk_trigger_note PRIMARY KEY,
  name text NOT NULL,
  since timestamptz NOT NULL
);

-- Webhooks of triggers, stored before they are sent. The body is the event's; what it is signed with stays in the repository.
CREATE TABLE IF NOT EXISTS webhook_delivery (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_webhook_delivery PRIMARY KEY,
  -- Made of trigger and event: whoever tells of the event, one delivery comes of it.
  event_key text NOT NULL CONSTRAINT ux_webhook_delivery UNIQUE,
  trigger_name text NOT NULL,
  event_id text NOT NULL,
  event_kind integer NOT NULL,
  -- Scheme and host only: the rest of an address can be a secret.
  sent_to text NOT NULL,
  payload text NOT NULL,
  -- 0 waits, 10 delivered, 11 given up.
  state integer NOT NULL,
  attempts integer NOT NULL,
  next_at timestamptz NULL,
  last_status integer NULL,
  last_error text NULL,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  version bigint NOT NULL
);

CREATE INDEX IF NOT EXISTS ix_webhook_delivery_due ON webhook_delivery (next_at, id) WHERE state = 0;
CREATE INDEX IF NOT EXISTS ix_webhook_delivery_trigger ON webhook_delivery (trigger_name, id);
CREATE INDEX IF NOT EXISTS ix_webhook_delivery_ended ON webhook_delivery (changed_at) WHERE state >= 10;
