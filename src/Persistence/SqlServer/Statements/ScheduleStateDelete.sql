DELETE FROM schedule_state WHERE name = @name
