namespace Universal.PowerShell.Resources;

/// <summary>A tag.</summary>
public sealed class Tag : Resource
{
    /// <summary>Nothing is known yet.</summary>
    public Tag()
    {
    }

    /// <summary>Only the name is known.</summary>
    public Tag(string name) => Name = name;
}
