SELECT id, state, author, node, message, files, conflicts, commit_id, detail, created_at, changed_at, version
FROM git_edit
WHERE id < @before
ORDER BY id DESC
LIMIT @take
