using Universal.Calls;

namespace Universal.Scripts;

/// <summary>What runs the scripts of an environment.</summary>
[GenerateSerializer, Alias("universal.ScriptEngine")]
public enum ScriptEngine
{
    /// <summary>A program, whose standard output and standard error are the streams.</summary>
    Program = 0,

    /// <summary>The PowerShell engine that Universal brings along.</summary>
    Embedded = 1,

    /// <summary>A pwsh that is installed on the node.</summary>
    Pwsh = 2,
}

/// <summary>Where an environment comes from. A later one goes before an earlier one of the same name.</summary>
[GenerateSerializer, Alias("universal.EnvironmentSource")]
public enum EnvironmentSource
{
    /// <summary>Every node has it.</summary>
    BuiltIn = 0,

    /// <summary>The repository declares it.</summary>
    Repository = 1,

    /// <summary>The node's configuration has it, under <c>ScriptHosts:Environments</c>.</summary>
    Configuration = 2,
}

/// <summary>An environment as a node has it.</summary>
[GenerateSerializer, Immutable, Alias("universal.EnvironmentInfo")]
public sealed record EnvironmentInfo
{
    /// <summary>Its name. Letter case does not matter.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>What runs its scripts.</summary>
    [Id(1)] public required ScriptEngine Engine { get; init; }

    /// <summary>Where it comes from.</summary>
    [Id(2)] public required EnvironmentSource Source { get; init; }

    /// <summary>What it is for.</summary>
    [Id(3)] public string? Description { get; init; }

    /// <summary>Its version as declared, otherwise that of the PowerShell that runs it. Null: unknown.</summary>
    [Id(4)] public string? Version { get; init; }

    /// <summary>The program, as found on the node or else as asked for. Null: the embedded engine.</summary>
    [Id(5)] public string? Path { get; init; }

    /// <summary>Arguments of the program.</summary>
    [Id(6)] public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Modules that are imported before its scripts.</summary>
    [Id(7)] public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>Names of the variables that its scripts see.</summary>
    [Id(8)] public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>Why the node cannot run its scripts. Null: it can.</summary>
    [Id(9)] public string? Unavailable { get; init; }
}

/// <summary>The environments of the answering node. Key 0; runs on whatever node is asked.</summary>
[Alias("universal.IEnvironmentsGrain")]
public interface IEnvironmentsGrain : IGrainWithIntegerKey
{
    /// <summary>All environments by name, also those that are not available. Changes nothing.</summary>
    [Alias("List"), Repeatable] Task<IReadOnlyList<EnvironmentInfo>> List();
}
