namespace Universal.PowerShell.Resources;

/// <summary>An environment that runs scripts.</summary>
public sealed class ExecutionEnvironment : Resource
{
    /// <summary>Nothing is known yet.</summary>
    public ExecutionEnvironment()
    {
    }

    /// <summary>Only the name is known.</summary>
    public ExecutionEnvironment(string name) => Name = name;
}
