UPDATE notification SET repeats = repeats + 1, repeated_at = @at
WHERE id = (SELECT MAX(k.id) FROM notification AS k WHERE k.join_key = @joinKey AND k.created_at > @since AND k.expires_at > @at)
