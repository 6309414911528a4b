using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Scripts;

/// <summary>Declares a script: a file of the repository, a script block, or a command of a module.</summary>
[Cmdlet(VerbsCommon.New, "PSUScript", DefaultParameterSetName = ByPath)]
[Alias("New-UAScript")]
[OutputType(typeof(Script))]
public sealed class NewPSUScriptCommand : DeclarationCmdlet
{
    private const string ByPath = "Path";
    private const string ByScriptBlock = "ScriptBlock";
    private const string ByCommand = "Command";

    /// <summary>What it is for.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Lets only schedules and triggers run it.</summary>
    [Parameter]
    public SwitchParameter DisableManualInvocation { get; set; }

    /// <summary>How many minutes the work takes by hand; for statistics of time saved.</summary>
    [Parameter]
    public int ManualTime { get; set; }

    /// <summary>How many of its jobs are kept. Default: that of the settings.</summary>
    [Parameter]
    public int MaxHistory { get; set; }

    /// <summary>Name of the script.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByPath)]
    [Parameter(Mandatory = true, ParameterSetName = ByScriptBlock)]
    [Parameter(ParameterSetName = ByCommand)]
    public string? Name { get; set; }

    /// <summary>Notes about it.</summary>
    [Parameter]
    public string? Notes { get; set; }

    /// <summary>Its parameters, where they are not read from its <c>param</c> block.</summary>
    [Parameter]
    public ScriptParameter[]? Parameter { get; set; }

    /// <summary>Path of the file in the repository. Default: the name.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByScriptBlock)]
    [Parameter(ParameterSetName = ByCommand)]
    public string? Path { get; set; }

    /// <summary>The script itself; it is kept in a file of that name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByScriptBlock)]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>How far it has come. Default: Published.</summary>
    [Parameter]
    public ScriptStatus? Status { get; set; }

    /// <summary>Tags that it carries.</summary>
    [Parameter]
    public Tag[]? Tag { get; set; }

    /// <summary>How many of its jobs run at a time in the whole cluster. 0: any number.</summary>
    [Parameter]
    public int ConcurrentJobs { get; set; }

    /// <summary>Name of the environment that runs it. Default: that of the settings.</summary>
    [Parameter]
    public string? Environment { get; set; }

    /// <summary>After how many minutes a job is ended. 0: never.</summary>
    [Parameter]
    public double TimeOut { get; set; }

    /// <summary>Name of a stored credential to run as.</summary>
    [Parameter]
    public Variable? Credential { get; set; }

    /// <summary>Lets callers run it who are not signed in.</summary>
    [Parameter]
    public SwitchParameter Anonymous { get; set; }

    /// <summary>How many times a failed job is tried again. Default: never.</summary>
    [Parameter]
    public int RetryLimit { get; set; }

    /// <summary>Does not keep the objects that it writes.</summary>
    [Parameter]
    public SwitchParameter DiscardPipeline { get; set; }

    /// <summary>Runs the profile before it.</summary>
    [Parameter]
    public SwitchParameter LoadProfile { get; set; }

    /// <summary>The folder that it starts in. Default: one of the job.</summary>
    [Parameter]
    public string? WorkingDirectory { get; set; }

    /// <summary>The command of the module that it runs.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByCommand)]
    public string? Command { get; set; }

    /// <summary>The module that holds the command.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByCommand)]
    public string? Module { get; set; }

    /// <summary>Roles that may use it. Default: every role.</summary>
    [Parameter]
    public string[]? Role { get; set; }

    /// <summary>How its output is shown to people who run it from the portal: Text, Table or None.</summary>
    [Parameter]
    public string? PortalOutputType { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Script;

    /// <inheritdoc />
    protected override string? Key => Name ?? (Module is null ? null : $"{Module}\\{Command}");

    // "New-PSUScript -ErrorAction Stop" in a file is about the script's jobs.
    private protected override bool KeepsPreferences => true;
}
