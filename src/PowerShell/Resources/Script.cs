namespace Universal.PowerShell.Resources;

/// <summary>A script.</summary>
public sealed class Script : Resource
{
    /// <summary>Nothing is known yet.</summary>
    public Script()
    {
    }

    /// <summary>Only the name is known.</summary>
    public Script(string name) => Name = name;

    /// <summary>Its path in the repository.</summary>
    public string? FullPath { get; set; }

    /// <summary>What it does.</summary>
    public string? Description { get; set; }

    /// <summary>The environment that runs it.</summary>
    public string? Environment { get; set; }

    /// <summary>Whether it can be run.</summary>
    public bool Enabled { get; set; }

    /// <summary>Its tags.</summary>
    public string[]? Tags { get; set; }
}
