namespace Universal.PowerShell.Resources;

/// <summary>The framework of an app.</summary>
public sealed class DashboardFramework : Resource
{
    /// <summary>Nothing is known yet.</summary>
    public DashboardFramework()
    {
    }

    /// <summary>Only the name is known.</summary>
    public DashboardFramework(string name) => Name = name;
}
