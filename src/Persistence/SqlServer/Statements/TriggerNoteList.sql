SELECT note_key, since FROM trigger_note
