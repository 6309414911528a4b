INSERT INTO git_edit (state, author, node, message, files, contents, conflicts, commit_id, detail, created_at, changed_at, version)
VALUES (@state, @author, @node, @message, @files, @contents, @conflicts, @commitId, @detail, @createdAt, @at, 1)
RETURNING id
