namespace Universal.PowerShell.Resources;

/// <summary>An open terminal of PowerShell Universal. Universal has none.</summary>
public sealed class TerminalInstance : Resource
{
    /// <summary>Nothing is known yet.</summary>
    public TerminalInstance()
    {
    }

    /// <summary>Only the name is known.</summary>
    public TerminalInstance(string name) => Name = name;
}
