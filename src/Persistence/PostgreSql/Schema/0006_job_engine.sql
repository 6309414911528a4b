-- What ran the newest attempt that ended: 0 a program, 1 the embedded PowerShell, 2 an installed one.
ALTER TABLE job ADD COLUMN IF NOT EXISTS engine integer NULL;
