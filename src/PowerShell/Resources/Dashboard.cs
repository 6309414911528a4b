namespace Universal.PowerShell.Resources;

/// <summary>An app.</summary>
public sealed class Dashboard : Resource
{
    /// <summary>Nothing is known yet.</summary>
    public Dashboard()
    {
    }

    /// <summary>Only the name is known.</summary>
    public Dashboard(string name) => Name = name;
}
