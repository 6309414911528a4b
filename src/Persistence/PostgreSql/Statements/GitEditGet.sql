SELECT id, state, author, node, message, files, conflicts, commit_id, detail, created_at, changed_at, version, contents
FROM git_edit
WHERE id = @id
