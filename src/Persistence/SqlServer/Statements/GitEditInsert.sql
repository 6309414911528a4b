INSERT INTO git_edit (state, author, node, message, files, contents, conflicts, commit_id, detail, created_at, changed_at, version)
OUTPUT inserted.id
VALUES (@state, @author, @node, @message, @files, @contents, @conflicts, @commitId, @detail, @createdAt, @at, 1)
