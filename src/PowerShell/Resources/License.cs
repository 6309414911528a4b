namespace Universal.PowerShell.Resources;

/// <summary>A licence of PowerShell Universal. Universal has none.</summary>
public sealed class License : Resource
{
    /// <summary>Nothing is known yet.</summary>
    public License()
    {
    }

    /// <summary>Only the name is known.</summary>
    public License(string name) => Name = name;
}
