-- Nodes that could not start an attempt of the job, for a reason of their own: JSON.
ALTER TABLE job ADD COLUMN IF NOT EXISTS refusals text NULL;
