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

    /// <summary>What runs its scripts: Embedded, Pwsh or Program.</summary>
    public string? Engine { get; set; }

    /// <summary>Where it comes from: BuiltIn, Repository or Configuration.</summary>
    public string? Source { get; set; }

    /// <summary>What it is for.</summary>
    public string? Description { get; set; }

    /// <summary>Its version.</summary>
    public string? Version { get; set; }

    /// <summary>The program.</summary>
    public string? Path { get; set; }

    /// <summary>Arguments of the program.</summary>
    public string[]? Arguments { get; set; }

    /// <summary>Modules that are imported before its scripts.</summary>
    public string[]? Modules { get; set; }

    /// <summary>Names of the variables that its scripts see.</summary>
    public string[]? Variables { get; set; }

    /// <summary>Whether the node that was asked can run its scripts.</summary>
    public bool Available { get; set; }

    /// <summary>Why not.</summary>
    public string? Reason { get; set; }
}
