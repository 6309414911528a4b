namespace Universal.PowerShell.Resources;

/// <summary>A computer group.</summary>
public sealed class ComputerGroup : Resource
{
    /// <summary>Nothing is known yet.</summary>
    public ComputerGroup()
    {
    }

    /// <summary>Only the name is known.</summary>
    public ComputerGroup(string name) => Name = name;
}
