-- What is due of each receiver, in its order.
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix_webhook_delivery_receiver' AND object_id = OBJECT_ID(N'dbo.webhook_delivery'))
CREATE NONCLUSTERED INDEX ix_webhook_delivery_receiver ON dbo.webhook_delivery (sent_to, next_at, id) WHERE state = 0;
