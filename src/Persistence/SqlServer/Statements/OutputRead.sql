SELECT TOP (@take) seq, attempt, stream, output_time, output_text, output_data
FROM job_output
WHERE job_id = @job AND seq >= @from
ORDER BY seq
