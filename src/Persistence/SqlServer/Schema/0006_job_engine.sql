-- What ran the newest attempt that ended: 0 a program, 1 the embedded PowerShell, 2 an installed one.
IF COL_LENGTH(N'dbo.job', N'engine') IS NULL
ALTER TABLE dbo.job ADD engine INT NULL;
