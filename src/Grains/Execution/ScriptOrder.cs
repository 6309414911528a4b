using System.Text.Json.Nodes;
using Universal.Grains.Jobs;
using Universal.Grains.Schedules;
using Universal.Grains.Variables;
using Universal.Jobs;
using Universal.Repository.Catalogue;
using Universal.ScriptHost.Protocol;
using Universal.Scripts;

namespace Universal.Grains.Execution;

/// <summary>Makes the order that a host gets from an attempt and its environment.</summary>
internal static class ScriptOrder
{
    private const string Bootstrap = "Bootstrap.ps1";

    /// <summary>The order.</summary>
    public static RunScript Of(AttemptStart start, ScriptEnvironment environment, (string Working, string Given) folders, ScriptHostOptions options)
    {
        var folder = folders.Working;
        // What a declaration names of the platform's variables is decided for each job.
        var decided = start.Session is not null && environment.Source == EnvironmentSource.Repository;
        var variables = new Dictionary<string, string>(decided ? [] : environment.Variables, StringComparer.Ordinal);
        if (start.Session is { } session && environment.Engine == ScriptEngine.Program)
        {
            foreach (var (name, value) in session.Values.Where(variable => IsSimple(variable.Value))) variables[name] = ScriptEnvironments.TextOf(value);
        }

        foreach (var (name, value) in start.Variables)
            variables[name] = value;
        variables["UNIVERSAL_REPOSITORY"] = start.RepositoryRoot;
        var file = start.ScriptText is null ? start.ScriptFile! : FileOf(start, environment, folder);
        return new RunScript
        {
            Kind = environment.Kind,
            ScriptFile = file,
            ScriptText = environment.Engine == ScriptEngine.Embedded ? start.ScriptText : null,
            Command = environment.Command,
            Arguments = Arguments(file, environment, options),
            WorkingFolder = folder,
            GivenFolder = folders.Given,
            HidesToken = !options.TokenInEnvironment,
            Limits = options.Limits(),
            StartFolder = start.Job.Policy.WorkingDirectory is null ? null : StartFolder(start),
            Variables = variables,
            Parameters = environment.Engine == ScriptEngine.Program ? JobSecrets.Reveal(start.Parameters ?? start.Job.Parameters) : start.Parameters ?? start.Job.Parameters,
            Session = environment.Engine == ScriptEngine.Program ? null : Session(start, environment),
            SilenceLimit = options.NodeSilenceLimit,
            LeftoverGrace = options.LeftoverGrace,
        };
    }

    /// <summary>What keeps the script from starting in the folder that it is declared to start in; null: nothing.</summary>
    public static string? StartFolderFault(AttemptStart start)
    {
        if (start.Job.Policy.WorkingDirectory is not { } declared) return null;
        if (!Directory.Exists(StartFolder(start))) return $"There is no folder '{declared}' in the repository, which the script is to start in.";
        // A link in the repository can lead anywhere.
        return RealPath.Of(StartFolder(start)) is { } real && RealPath.IsWithin(real, RealPath.Of(start.RepositoryRoot)!)
            ? null
            : $"The folder '{declared}' leads out of the repository.";
    }

    private static string StartFolder(AttemptStart start) => Path.GetFullPath(Path.Combine(start.RepositoryRoot, start.Job.Policy.WorkingDirectory!));

    // The engine in the host takes the text and needs only the place where the file would be, for $PSScriptRoot. A program reads a file.
    private static string FileOf(AttemptStart start, ScriptEnvironment environment, string folder)
    {
        const string name = "script.ps1";
        if (environment.Engine == ScriptEngine.Embedded) return Path.Combine(start.RepositoryRoot, name);
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, start.ScriptText);
        return file;
    }

    private static List<string> Arguments(string script, ScriptEnvironment environment, ScriptHostOptions options) => environment.Engine switch
    {
        ScriptEngine.Embedded => [],
        ScriptEngine.Pwsh =>
        [
            .. environment.Arguments, "-NoProfile", "-NonInteractive", "-File",
            Path.Combine(Path.GetDirectoryName(Path.GetFullPath(options.HostPath))!, Bootstrap), script,
        ],
        _ when environment.Arguments.Count == 0 => [script],
        _ => [.. environment.Arguments.Select(argument => argument.Replace(ScriptEnvironments.ScriptPath, script, StringComparison.Ordinal))],
    };

    private static PowerShellSession Session(AttemptStart start, ScriptEnvironment environment)
    {
        var modules = Path.Combine(start.RepositoryRoot, "Modules");
        var values = start.Session?.Values ?? environment.SessionVariables;
        var folders = environment.ModuleFolders.Select(folder => Path.Combine(start.RepositoryRoot, folder));
        return new PowerShellSession
        {
            Environment = environment.Name,
            Repository = start.RepositoryRoot,
            Job = JobOf(start.Job, environment).ToJsonString(),
            Script = ScriptOf(start.Definition, start.Job).ToJsonString(),
            Schedule = start.Schedule is { } schedule ? ScheduleText.Of(schedule).ToJsonString() : null,
            Modules = environment.Modules,
            ModuleFolders = Directory.Exists(modules) ? [.. folders, modules] : [.. folders],
            StartupScripts = [.. environment.StartupScripts.Select(script => Path.Combine(start.RepositoryRoot, script.Replace('\\', Path.DirectorySeparatorChar)))],
            Variables = values.Count == 0 ? null : new JsonObject(values.Select(variable => KeyValuePair.Create(variable.Key, JsonNode.Parse(variable.Value)))).ToJsonString(),
            VariableTypes = start.Session?.Types ?? new Dictionary<string, string>(),
            HasEvent = start.HasEvent || start.Job.Origin is { Kind: JobOriginKind.Trigger },
            ErrorAction = start.Job.Policy.ErrorAction == ScriptErrorAction.Continue ? null : start.Job.Policy.ErrorAction.ToString(),
            DiscardOutput = start.Job.Policy.DiscardPipeline,
        };
    }

    // A program has no use for an object, and a credential is none of its business.
    private static bool IsSimple(string json) => !json.StartsWith('{') && !json.StartsWith('[');

    private static JsonObject JobOf(JobRecord job, ScriptEnvironment environment)
    {
        var shown = JobJson.Of(job, int.MaxValue);
        shown["engine"] = environment.Engine.ToString();
        return shown;
    }

    private static JsonObject ScriptOf(ScriptDefinition? script, JobRecord job) => new()
    {
        ["id"] = script?.Number ?? 0,
        ["name"] = script?.Name ?? job.Script,
        ["fullPath"] = job.Script,
        ["description"] = script?.Description,
        ["environment"] = script?.Environment ?? job.Environment,
        ["enabled"] = script?.Enabled ?? true,
        ["tags"] = new JsonArray([.. (script?.Tags ?? []).Select(tag => JsonValue.Create(tag))]),
    };
}
