namespace Universal.PowerShell.Resources;

/// <summary>A role.</summary>
public sealed class Role : Resource
{
    /// <summary>Nothing is known yet.</summary>
    public Role()
    {
    }

    /// <summary>Only the name is known.</summary>
    public Role(string name) => Name = name;

    /// <summary>What it may do.</summary>
    public string? Description { get; set; }

    /// <summary>Whether every cluster has it.</summary>
    public bool BuiltIn { get; set; }
}
