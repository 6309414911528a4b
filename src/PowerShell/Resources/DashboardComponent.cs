namespace Universal.PowerShell.Resources;

/// <summary>A component of an app.</summary>
public sealed class DashboardComponent : Resource
{
    /// <summary>Nothing is known yet.</summary>
    public DashboardComponent()
    {
    }

    /// <summary>Only the name is known.</summary>
    public DashboardComponent(string name) => Name = name;
}
