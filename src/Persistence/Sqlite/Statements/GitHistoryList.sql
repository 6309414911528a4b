SELECT id, logged_at, node, cause, outcome, from_commit, to_commit, detail, changes, change_count
FROM git_history
WHERE id < @before
ORDER BY id DESC
LIMIT @take
