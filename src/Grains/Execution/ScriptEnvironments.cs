using System.Text.Json;
using Microsoft.Extensions.Options;
using Universal.Repository.Catalogue;
using Universal.ScriptHost.Protocol;
using Universal.Scripts;

namespace Universal.Grains.Execution;

/// <summary>
/// The environments of this node: which interpreter or engine runs a script. Those of the node's configuration go before those that the repository
/// declares, and these before the built-in ones. Read anew each time: the repository changes, and a pwsh can be installed while the node runs.
/// </summary>
public sealed class ScriptEnvironments(IOptions<ScriptHostOptions> options, ICatalogue catalogue)
{
    /// <summary>Stands for the script's path among an interpreter's arguments.</summary>
    public const string ScriptPath = EnvironmentDefinition.ScriptPath;

    private readonly IReadOnlyList<string> _launcher = Launcher.Split(options.Value.Launcher);

    /// <summary>All environments by name.</summary>
    public IReadOnlyList<ScriptEnvironment> List() =>
    [
        .. options.Value.Environments.Keys
            .Concat(catalogue.Current.Environments.Select(environment => environment.Name))
            .Concat(BuiltInEnvironments.Names)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase)
            .Select(name => Find(name)!),
    ];

    /// <summary>Names of those that the node's own configuration adds.</summary>
    public IReadOnlyList<string> ConfiguredNames => [.. options.Value.Environments.Keys];

    /// <summary>How scripts of an environment are run. Null: no such environment.</summary>
    public ScriptEnvironment? Find(string name)
    {
        // The binder of options makes a dictionary that tells letter cases apart.
        var configured = options.Value.Environments.FirstOrDefault(entry => entry.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (configured.Value is not null) return Configured(configured.Key, configured.Value, EnvironmentSource.Configuration);
        if (catalogue.Current.FindEnvironment(name) is { } declared) return Declared(declared);
        return BuiltInEnvironments.Find(name) is { } builtIn ? Configured(builtIn.Name, builtIn.Options, EnvironmentSource.BuiltIn) : null;
    }

    /// <summary>The environment for people, with what is found on this machine.</summary>
    public EnvironmentInfo Describe(ScriptEnvironment environment)
    {
        var program = environment.Engine == ScriptEngine.Embedded ? null : ProgramSearch.Find(environment.Command);
        return new EnvironmentInfo
        {
            Name = environment.Name,
            Engine = environment.Engine,
            Source = environment.Source,
            Description = environment.Description,
            Version = environment.Version ?? environment.Engine switch
            {
                ScriptEngine.Embedded => PowerShellVersion.OfEmbedded(options.Value.HostPath),
                ScriptEngine.Pwsh when program is not null => PowerShellVersion.OfInstalled(program),
                _ => null,
            },
            Path = environment.Engine == ScriptEngine.Embedded ? null : program ?? environment.Command,
            Arguments = environment.Arguments,
            Modules = environment.Modules,
            Variables = [.. environment.SessionVariables.Keys.Concat(environment.Variables.Keys).Concat(environment.VariableNames ?? []).Distinct(StringComparer.OrdinalIgnoreCase)],
            Unavailable = environment.Unavailable
                ?? (environment.Engine == ScriptEngine.Program && program is null ? $"There is no program '{environment.Command}' on this node." : null),
        };
    }

    private ScriptEnvironment Configured(string name, ScriptEnvironmentOptions settings, EnvironmentSource source)
    {
        var environment = new ScriptEnvironment
        {
            Name = name, Source = source, Engine = ScriptEngine.Program, Command = settings.Command, Arguments = settings.Arguments, Variables = settings.Variables,
            Unavailable = settings.Unavailable, Launcher = settings.Launcher is { } own ? Launcher.Split(own) : _launcher,
        };
        return settings.Kind == ScriptKind.PowerShell ? WithEngine(environment, settings.Engine, settings.Command) : environment;
    }

    private ScriptEnvironment Declared(EnvironmentDefinition declared)
    {
        var program = declared.Kind == EnvironmentKind.Program;
        var environment = new ScriptEnvironment
        {
            Name = declared.Name,
            Source = EnvironmentSource.Repository,
            Engine = ScriptEngine.Program,
            Command = declared.Path ?? "",
            Arguments = program && declared.Arguments.Count > 0 && !declared.Arguments.Any(argument => argument.Contains(ScriptPath, StringComparison.Ordinal))
                ? [.. declared.Arguments, ScriptPath]
                : declared.Arguments,
            // A program knows variables of its process only.
            Variables = program ? declared.Variables.ToDictionary(variable => variable.Key, variable => TextOf(variable.Value)) : new Dictionary<string, string>(),
            SessionVariables = program ? new Dictionary<string, string>() : declared.Variables,
            VariableNames = declared.VariableNames,
            Description = declared.Description,
            Version = declared.Version,
            Modules = declared.Modules,
            ModuleFolders = declared.ModuleFolders,
            StartupScripts = declared.StartupScripts,
            Unavailable = declared.Unavailable,
            Launcher = _launcher,
        };
        return program || declared.Unavailable is not null ? environment : WithEngine(environment, null, declared.Path);
    }

    private ScriptEnvironment WithEngine(ScriptEnvironment environment, PowerShellEngine? engine, string? path)
    {
        var wanted = engine ?? options.Value.PowerShellEngine;
        var name = string.IsNullOrEmpty(path) ? "pwsh" : path;
        var pwsh = wanted == PowerShellEngine.Embedded ? null : ProgramSearch.Find(name);
        if (pwsh is not null) return environment with { Engine = ScriptEngine.Pwsh, Command = pwsh };
        return wanted == PowerShellEngine.Pwsh
            ? environment with { Engine = ScriptEngine.Pwsh, Command = name, Unavailable = $"There is no program '{name}' on this node, and the environment is set to run in an installed PowerShell." }
            : environment with { Engine = ScriptEngine.Embedded, Command = "", Arguments = [] };
    }

    internal static string TextOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.String ? document.RootElement.GetString()! : json;
    }
}
