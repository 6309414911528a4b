namespace Universal.PowerShell.Resources;

/// <summary>A terminal of PowerShell Universal. Universal has none.</summary>
public sealed class Terminal : Resource
{
    /// <summary>Nothing is known yet.</summary>
    public Terminal()
    {
    }

    /// <summary>Only the name is known.</summary>
    public Terminal(string name) => Name = name;
}
