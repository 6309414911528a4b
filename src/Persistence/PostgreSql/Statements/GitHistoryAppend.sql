INSERT INTO git_history (logged_at, node, cause, outcome, from_commit, to_commit, detail, changes, change_count)
VALUES (@at, @node, @cause, @outcome, @fromCommit, @toCommit, @detail, @changes, @changeCount)
RETURNING id
