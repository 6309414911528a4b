namespace Universal.ScriptHost.Protocol;

/// <summary>What a script may use. Null: as much as there is.</summary>
public sealed record ScriptLimits
{
    /// <summary>Memory of its own of all its processes together, in bytes.</summary>
    public long? MaxMemory { get; init; }

    /// <summary>How many processes it may have at once.</summary>
    public int? MaxProcesses { get; init; }

    /// <summary>Length of a file that it writes, in bytes.</summary>
    public long? MaxFileSize { get; init; }
}
