namespace Universal.PowerShell.Resources;

/// <summary>A trigger.</summary>
public sealed class Trigger : Resource
{
    /// <summary>Nothing is known yet.</summary>
    public Trigger()
    {
    }

    /// <summary>Only the name is known.</summary>
    public Trigger(string name) => Name = name;
}
