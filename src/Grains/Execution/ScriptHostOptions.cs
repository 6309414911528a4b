using Microsoft.Extensions.Options;
using Universal.ScriptHost.Protocol;

namespace Universal.Grains.Execution;

/// <summary>How this node runs scripts. Section <c>ScriptHosts</c> of the configuration.</summary>
public sealed class ScriptHostOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "ScriptHosts";

    /// <summary>Path of the host program. Default: <c>scripthost/Universal.ScriptHost</c> beside the node's own program.</summary>
    public string HostPath { get; set; } = Path.Combine(
        AppContext.BaseDirectory, "scripthost", OperatingSystem.IsWindows() ? "Universal.ScriptHost.exe" : "Universal.ScriptHost");

    /// <summary>
    /// Attempts work in <c>jobs/JOB/ATTEMPT</c> below it. One folder per node. Default: <c>Node:DataFolder</c>.
    /// </summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>
    /// What runs scripts of PowerShell environments that say nothing themselves. Default: the PowerShell that Universal brings along, the same on every node.
    /// </summary>
    public PowerShellEngine PowerShellEngine { get; set; } = PowerShellEngine.Embedded;

    /// <summary>How many warmed PowerShell hosts wait for work, 0 to 16. Default 1. Each takes about 50 MB.</summary>
    public int WarmPowerShellHosts { get; set; } = 1;

    /// <summary>How many hosts for interpreters wait for work, 0 to 16. Default 2. Each takes about 10 MB.</summary>
    public int WarmProcessHosts { get; set; } = 2;

    /// <summary>How often a host that runs a script hears from the node. Default 1 s.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the node may be silent before a host kills its script. Default 10 s.</summary>
    public TimeSpan NodeSilenceLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a host may be silent before its attempt is given up as lost. Default 1 min.</summary>
    public TimeSpan HostSilenceLimit { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a host may take to get ready. Default 1 min.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long processes that a script leaves behind have between SIGTERM and SIGKILL. Default 500 ms.</summary>
    public TimeSpan LeftoverGrace { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Words put before the host's program, for instance <c>sudo -n -u jobs --</c>, <c>setpriv --reuid jobs --regid jobs --init-groups</c> or
    /// <c>systemd-run --quiet --scope -p MemoryMax=2G</c>: another account, limits, a sandbox. It must run the program in its place or wait for it, and leave
    /// it standard input and output. Quotes hold a word with blanks together. Default: none.
    /// </summary>
    public string? Launcher { get; set; }

    /// <summary>
    /// How much memory of their own the processes of a job may have together, in bytes, before they are killed and the job ends as failed. One process
    /// alone gets no more from the system. Linux only. Null (default): as much as there is.
    /// </summary>
    public long? MaxMemory { get; set; }

    /// <summary>How many processes a job may have at once before they are killed and the job ends as failed. Linux only. Null (default): any number.</summary>
    public int? MaxProcesses { get; set; }

    /// <summary>How long a file may get that a job writes, in bytes. The system ends a program that goes on. Linux only. Null (default): any length.</summary>
    public long? MaxFileSize { get; set; }

    /// <summary>
    /// Whether scripts find the home and the temporary folder of their account. Default false: folders below <see cref="DataFolder"/>, because an account
    /// of a service may have none that can be written.
    /// </summary>
    public bool UseAccountHome { get; set; }

    /// <summary>
    /// Whether programs find their app token in <c>UNIVERSAL_TOKEN</c>. Other processes of the account can read the environment of a program. Default true;
    /// false: in the file <c>UNIVERSAL_TOKEN_FILE</c> alone.
    /// </summary>
    public bool TokenInEnvironment { get; set; } = true;

    /// <summary>
    /// Variables of the node that scripts must not see, by the start of their name, letter case ignored: they hold connection strings and keys.
    /// Entries of the configuration are added to the default ones: <c>UNIVERSAL_</c>, <c>PSUDefaultAdmin</c>,
    /// <c>ConnectionStrings__</c>, <c>Database__</c>, <c>Git__</c>, <c>Data__</c>, <c>Secrets__</c>, <c>ASPNETCORE_</c>, <c>ORLEANS_</c>.
    /// </summary>
    public List<string> HiddenVariables { get; set; } = ["UNIVERSAL_", "PSUDefaultAdmin", "ConnectionStrings__", "Database__", "Git__", "Data__", "Secrets__", "ASPNETCORE_", "ORLEANS_"];

    /// <summary>
    /// Environments by name, letter case ignored. They come on top of the built-in ones and replace one of the same name: <c>PowerShell</c>
    /// (also <c>Integrated</c>, <c>Agent</c>, <c>PowerShell 7</c>, <c>pwsh</c>), <c>bash</c>, <c>sh</c>, <c>python3</c> (also <c>python</c>), <c>node</c>.
    /// </summary>
    public Dictionary<string, ScriptEnvironmentOptions> Environments { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The launchers that there are.</summary>
    internal IEnumerable<IReadOnlyList<string>> Launchers() =>
        Environments.Values.Select(environment => environment.Launcher).Append(Launcher).OfType<string>().Distinct().Select(Execution.Launcher.Split);

    /// <summary>The limits of a script. Null: none.</summary>
    internal ScriptLimits? Limits() => (MaxMemory, MaxProcesses, MaxFileSize) is (null, null, null)
        ? null
        : new ScriptLimits { MaxMemory = MaxMemory, MaxProcesses = MaxProcesses, MaxFileSize = MaxFileSize };
}

/// <summary>What runs PowerShell scripts.</summary>
public enum PowerShellEngine
{
    /// <summary>The engine that Universal brings along.</summary>
    Embedded = 0,

    /// <summary>A pwsh that is installed on the node. Without one, jobs fail and say so.</summary>
    Pwsh = 1,

    /// <summary>A pwsh where one is installed, otherwise the PowerShell that Universal brings along.</summary>
    Auto = 2,
}

/// <summary>How scripts of one environment are run.</summary>
public sealed class ScriptEnvironmentOptions
{
    /// <summary>By an interpreter (default), or by PowerShell.</summary>
    public ScriptKind Kind { get; set; }

    /// <summary>What runs it, of the kind PowerShell. Default: <see cref="ScriptHostOptions.PowerShellEngine"/>.</summary>
    public PowerShellEngine? Engine { get; set; }

    /// <summary>
    /// The interpreter: an absolute path, or a name that is looked up in <c>PATH</c>. Of the kind PowerShell, the installed pwsh; default: <c>pwsh</c>.
    /// </summary>
    public string Command { get; set; } = "";

    /// <summary>
    /// Its arguments; <c>{scriptPath}</c> stands for the script's path. They pass through no shell. Default: the script's path alone. Of the kind PowerShell,
    /// those that an installed pwsh gets before the script.
    /// </summary>
    public List<string> Arguments { get; set; } = [];

    /// <summary>Variables for its scripts.</summary>
    public Dictionary<string, string> Variables { get; set; } = [];

    /// <summary>Words put before the host's program. Null (default): <see cref="ScriptHostOptions.Launcher"/>; empty: none. Hosts of a launcher of their own are not warmed.</summary>
    public string? Launcher { get; set; }

    /// <summary>Why this machine cannot have it; of built-in ones only.</summary>
    internal string? Unavailable { get; init; }
}

/// <summary>Finds every fault of <see cref="ScriptHostOptions"/> at once.</summary>
public sealed class ScriptHostOptionsValidator : IValidateOptions<ScriptHostOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, ScriptHostOptions options)
    {
        var faults = new List<string>();
        if (!File.Exists(options.HostPath))
            faults.Add($"ScriptHosts:HostPath: there is no program '{options.HostPath}'. Build src/ScriptHost, or name the path of Universal.ScriptHost.");
        if (string.IsNullOrWhiteSpace(options.DataFolder))
            faults.Add("ScriptHosts:DataFolder must not be empty.");
        CheckCount(options.WarmPowerShellHosts, nameof(options.WarmPowerShellHosts));
        CheckCount(options.WarmProcessHosts, nameof(options.WarmProcessHosts));
        CheckSpan(options.HeartbeatInterval, TimeSpan.FromMilliseconds(50), nameof(options.HeartbeatInterval));
        CheckSpan(options.StartTimeout, TimeSpan.FromSeconds(1), nameof(options.StartTimeout));
        CheckSpan(options.LeftoverGrace, TimeSpan.Zero, nameof(options.LeftoverGrace));
        if (options.NodeSilenceLimit < 2 * options.HeartbeatInterval)
            faults.Add("ScriptHosts:NodeSilenceLimit must be at least twice ScriptHosts:HeartbeatInterval.");
        if (options.HostSilenceLimit < 2 * options.HeartbeatInterval)
            faults.Add("ScriptHosts:HostSilenceLimit must be at least twice ScriptHosts:HeartbeatInterval.");
        if (options.MaxMemory < 16 * 1024 * 1024) faults.Add("ScriptHosts:MaxMemory must be at least 16777216 (16 MiB).");
        if (options.MaxProcesses < 1) faults.Add("ScriptHosts:MaxProcesses must be at least 1.");
        if (options.MaxFileSize < 4096) faults.Add("ScriptHosts:MaxFileSize must be at least 4096.");
        if (!OperatingSystem.IsLinux() && options.Limits() is not null) faults.Add("ScriptHosts:MaxMemory, MaxProcesses and MaxFileSize hold on Linux only.");
        CheckLauncher(options.Launcher, "ScriptHosts:Launcher");
        foreach (var (environment, settings) in options.Environments)
        {
            CheckLauncher(settings.Launcher, $"ScriptHosts:Environments:{environment}:Launcher");
            if (settings.Kind == ScriptKind.Process && string.IsNullOrWhiteSpace(settings.Command))
                faults.Add($"ScriptHosts:Environments:{environment}:Command must not be empty.");
            if (settings.Kind == ScriptKind.Process && settings.Arguments.Count > 0 && !settings.Arguments.Any(a => a.Contains(ScriptEnvironments.ScriptPath, StringComparison.Ordinal)))
                faults.Add($"ScriptHosts:Environments:{environment}:Arguments must contain {ScriptEnvironments.ScriptPath}.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void CheckLauncher(string? launcher, string option)
        {
            try
            {
                if (Launcher.Split(launcher) is [var program, ..] && ProgramSearch.Find(program) is null) faults.Add($"{option}: there is no program '{program}' on this machine.");
            }
            catch (FormatException error)
            {
                faults.Add($"{option}: {error.Message}");
            }
        }

        void CheckCount(int count, string option)
        {
            if (count is < 0 or > 16)
                faults.Add($"ScriptHosts:{option} must be 0 to 16.");
        }

        void CheckSpan(TimeSpan span, TimeSpan least, string option)
        {
            if (span < least)
                faults.Add($"ScriptHosts:{option} must be at least {least}.");
        }
    }
}
