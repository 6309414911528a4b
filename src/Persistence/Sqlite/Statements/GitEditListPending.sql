SELECT id FROM git_edit WHERE state = 1 ORDER BY id
