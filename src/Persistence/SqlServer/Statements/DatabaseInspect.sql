SELECT d.name, CAST(SERVERPROPERTY(N'ProductVersion') AS NVARCHAR(128)), CAST(d.compatibility_level AS INT), d.is_read_committed_snapshot_on, d.collation_name
FROM sys.databases AS d
WHERE d.database_id = DB_ID()
