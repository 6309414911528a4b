SELECT coalesce(max(seq), 0) FROM job_output WHERE job_id = @job
