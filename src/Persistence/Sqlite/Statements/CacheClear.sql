DELETE FROM cache_entry WHERE part = @part AND version <= @version
