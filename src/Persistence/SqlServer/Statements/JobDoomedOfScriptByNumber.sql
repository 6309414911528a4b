SELECT TOP (@batch) id FROM job
WHERE script = @script AND final_state IS NOT NULL AND id <= (
  SELECT id FROM job WHERE script = @script AND final_state IS NOT NULL ORDER BY id DESC OFFSET @keep ROWS FETCH NEXT 1 ROWS ONLY)
ORDER BY id
