namespace Universal.PowerShell.Cache;

/// <summary>A lock that is held.</summary>
public sealed class CacheLock
{
    /// <summary>Its name.</summary>
    public string Key { get; set; } = "";

    /// <summary>The fencing token: it only ever rises. What the lock guards takes it along and refuses a lower one than it has seen.</summary>
    public long Token { get; set; }

    /// <summary>Who holds it.</summary>
    public string Owner { get; set; } = "";

    /// <summary>When the lease ends, by the clock of the database.</summary>
    public DateTime ExpiresAt { get; set; }

    /// <inheritdoc />
    public override string ToString() => Key;
}
