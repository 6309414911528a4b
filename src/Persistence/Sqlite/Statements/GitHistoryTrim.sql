DELETE FROM git_history WHERE id <= @after
