-- A slice: a job can have hundreds of thousands of rows, and more than some thousand locks at once would become one of the table.
DELETE TOP (@batch) FROM o
FROM OPENJSON(@ids) WITH (id BIGINT '$') AS i
INNER LOOP JOIN job_output AS o WITH (ROWLOCK) ON o.job_id = i.id
