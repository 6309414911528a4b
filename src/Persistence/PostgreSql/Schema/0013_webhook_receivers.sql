-- What is due of each receiver, in its order.
CREATE INDEX IF NOT EXISTS ix_webhook_delivery_receiver ON webhook_delivery (sent_to, next_at, id) WHERE state = 0;
