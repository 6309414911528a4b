SELECT TOP (@take) id, state, author, node, message, files, conflicts, commit_id, detail, created_at, changed_at, version
FROM git_edit
WHERE state < 10 AND id < @before
ORDER BY id DESC
