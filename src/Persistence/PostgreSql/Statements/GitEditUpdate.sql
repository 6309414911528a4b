UPDATE git_edit SET
  state = @state, message = @message, files = @files, contents = @contents, conflicts = @conflicts, commit_id = @commitId,
  detail = @detail, changed_at = @at, version = version + 1
WHERE id = @id AND version = @version
