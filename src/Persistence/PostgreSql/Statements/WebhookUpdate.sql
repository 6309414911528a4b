UPDATE webhook_delivery SET
  sent_to = @sentTo, state = @state, attempts = @attempts, next_at = @nextAt, last_status = @lastStatus, last_error = @detail, changed_at = @at, version = version + 1
WHERE id = @id AND version = @version
