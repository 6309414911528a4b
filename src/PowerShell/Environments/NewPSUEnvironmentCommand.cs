using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Environments;

/// <summary>Declares an environment: a program that runs scripts. <c>New-PSUPowerShellVersion</c> names it by its version alone.</summary>
[Cmdlet(VerbsCommon.New, "PSUEnvironment")]
[Alias("New-UAEnvironment", "New-PSUPowerShellVersion", "New-UAPowerShellVersion")]
[OutputType(typeof(ExecutionEnvironment))]
public sealed class NewPSUEnvironmentCommand : DeclarationCmdlet
{
    /// <summary>Arguments of the program; <c>{scriptPath}</c> stands for the script.</summary>
    [Parameter]
    public string? Arguments { get; set; }

    /// <summary>Modules that are loaded before a script.</summary>
    [Parameter]
    public string[]? Modules { get; set; }

    /// <summary>Name of the environment. Default: its version.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Folders that are searched for modules.</summary>
    [Parameter]
    public string[]? PSModulePath { get; set; }

    /// <summary>The program: a path, or a name that is looked up.</summary>
    [Parameter]
    public string? Path { get; set; }

    /// <summary>Keeps one runspace for all scripts.</summary>
    [Parameter]
    public SwitchParameter PersistentRunspace { get; set; }

    /// <summary>Platform variables that scripts see; <c>*</c> for all.</summary>
    [Parameter]
    public string[]? Variables { get; set; }

    /// <summary>Scripts that run before each one.</summary>
    [Parameter]
    public string[]? StartupScript { get; set; }

    /// <summary>Its version, for people.</summary>
    [Parameter]
    public string? Version { get; set; }

    /// <summary>Uses runspaces again.</summary>
    [Parameter]
    public SwitchParameter RunspaceRecycling { get; set; }

    /// <summary>Keeps runspaces ready.</summary>
    [Parameter]
    public SwitchParameter HighPerformanceRunspacePool { get; set; }

    /// <summary>How many runspaces it has at most.</summary>
    [Parameter]
    public int MaxRunspaces { get; set; }

    /// <summary>Lets scripts be debugged.</summary>
    [Parameter]
    public SwitchParameter EnableDebugger { get; set; }

    /// <summary>Name of a stored credential to run as.</summary>
    [Parameter]
    public Variable? Credential { get; set; }

    /// <summary>How many MB a process may use.</summary>
    [Parameter]
    public long MaxVirtualMemory { get; set; }

    /// <summary>Cron expression of when its processes are renewed.</summary>
    [Parameter]
    public string? RecycleSchedule { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Does not load modules of Windows PowerShell through its compatibility layer.</summary>
    [Parameter]
    public SwitchParameter DisableImplicitWinCompat { get; set; }

    /// <summary>Declares a program that is no PowerShell: its output is the stream.</summary>
    [Parameter]
    public SwitchParameter Minimal { get; set; }

    /// <summary>Script that runs when a process of it starts.</summary>
    [Parameter]
    public string? ProcessStartupScript { get; set; }

    /// <summary>What it is, instead of a path: PowerShell7, WindowsPowerShell and so on.</summary>
    [Parameter]
    public string? Type { get; set; }

    /// <inheritdoc />
    protected override string? Key => base.Key ?? Version;

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Environment;
}
