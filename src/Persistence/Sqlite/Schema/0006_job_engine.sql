-- unless: SELECT 1 FROM pragma_table_info('job') WHERE name = 'engine'
-- What ran the newest attempt that ended: 0 a program, 1 the embedded PowerShell, 2 an installed one.
ALTER TABLE job ADD COLUMN engine integer NULL;
