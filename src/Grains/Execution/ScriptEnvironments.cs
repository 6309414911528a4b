using Microsoft.Extensions.Options;
using Universal.ScriptHost.Protocol;

namespace Universal.Grains.Execution;

/// <summary>The environments of this node: which interpreter or engine runs a script. Where a machine's own pwsh is to be preferred, this is the place.</summary>
public sealed class ScriptEnvironments
{
    /// <summary>Stands for the script's path among an interpreter's arguments.</summary>
    public const string ScriptPath = "{scriptPath}";

    private static readonly ScriptEnvironmentOptions Embedded = new() { Kind = ScriptKind.PowerShell };
    // -u: Python would keep its output back in a buffer until it is full.
    private static readonly ScriptEnvironmentOptions Python = new() { Command = "python3", Arguments = ["-u", ScriptPath] };

    private readonly Dictionary<string, ScriptEnvironmentOptions> _environments = new(StringComparer.OrdinalIgnoreCase)
    {
        ["PowerShell"] = Embedded,
        ["Integrated"] = Embedded,
        ["PowerShell 7"] = Embedded,
        ["pwsh"] = Embedded,
        ["bash"] = new() { Command = "bash" },
        ["sh"] = new() { Command = "sh" },
        ["python3"] = Python,
        ["python"] = Python,
        ["node"] = new() { Command = "node" },
    };

    /// <summary>Puts the configured environments on top of the built-in ones.</summary>
    public ScriptEnvironments(IOptions<ScriptHostOptions> options)
    {
        foreach (var (name, environment) in options.Value.Environments)
            _environments[name] = environment;
    }

    /// <summary>The names of all environments.</summary>
    public IReadOnlyCollection<string> Names => _environments.Keys;

    /// <summary>How scripts of an environment are run. Null: no such environment.</summary>
    public ScriptEnvironmentOptions? Find(string name) => _environments.GetValueOrDefault(name);
}
