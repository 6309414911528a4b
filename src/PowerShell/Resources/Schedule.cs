namespace Universal.PowerShell.Resources;

/// <summary>A schedule.</summary>
public sealed class Schedule : Resource
{
    /// <summary>Nothing is known yet.</summary>
    public Schedule()
    {
    }

    /// <summary>Only the name is known.</summary>
    public Schedule(string name) => Name = name;
}
