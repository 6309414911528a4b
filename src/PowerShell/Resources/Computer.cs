namespace Universal.PowerShell.Resources;

/// <summary>A node of the cluster. Nodes have names, no numbers.</summary>
public sealed class Computer : Resource
{
    /// <summary>Nothing is known yet.</summary>
    public Computer()
    {
    }

    /// <summary>Only the name is known.</summary>
    public Computer(string name) => Name = name;

    /// <summary>Its state.</summary>
    public string? Status { get; set; }

    /// <summary>Whether it is in maintenance.</summary>
    public bool Maintenance { get; set; }

    /// <summary>Its tags.</summary>
    public string[]? Tags { get; set; }

    /// <summary>Its address.</summary>
    public string? Url { get; set; }

    /// <summary>Hash of the configuration in force there: nodes with the same files have the same.</summary>
    public string? CatalogueHash { get; set; }
}
