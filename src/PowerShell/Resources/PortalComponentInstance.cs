namespace Universal.PowerShell.Resources;

/// <summary>A component on a portal page.</summary>
public sealed class PortalComponentInstance : Resource
{
    /// <summary>Nothing is known yet.</summary>
    public PortalComponentInstance()
    {
    }

    /// <summary>Only the name is known.</summary>
    public PortalComponentInstance(string name) => Name = name;

    /// <summary>Its heading.</summary>
    public string? Title { get; set; }

    /// <summary>Its width in columns.</summary>
    public int Width { get; set; }
}
