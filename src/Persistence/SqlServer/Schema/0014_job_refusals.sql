-- Nodes that could not start an attempt of the job, for a reason of their own: JSON.
IF COL_LENGTH(N'dbo.job', N'refusals') IS NULL
ALTER TABLE dbo.job ADD refusals NVARCHAR(MAX) NULL;
