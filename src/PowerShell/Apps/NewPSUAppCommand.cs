using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Apps;

/// <summary>Declares an app.</summary>
[Cmdlet(VerbsCommon.New, "PSUApp", DefaultParameterSetName = ByFile)]
[Alias("New-PSUDashboard", "New-UADashboard")]
[OutputType(typeof(Dashboard))]
public sealed class NewPSUAppCommand : DeclarationCmdlet
{
    private const string ByCommand = "Command";
    private const string ByContent = "Content";
    private const string ByFile = "File";

    /// <summary>Lets nobody in who is not signed in.</summary>
    [Parameter]
    public SwitchParameter Authenticated { get; set; }

    /// <summary>Starts it with the server.</summary>
    [Parameter]
    public SwitchParameter AutoDeploy { get; set; }

    /// <summary>Its path on the server. Default: its name.</summary>
    [Parameter]
    public string? BaseUrl { get; set; }

    /// <summary>The command of the module that makes the app.</summary>
    [Parameter(ParameterSetName = ByCommand)]
    public string? Command { get; set; }

    /// <summary>Components that it uses.</summary>
    [Parameter]
    public DashboardComponent[]? Component { get; set; }

    /// <summary>The app itself, as a script block.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByContent)]
    public ScriptBlock? Content { get; set; }

    /// <summary>Name of a stored credential to run as.</summary>
    [Parameter]
    public string? Credential { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Does not start it with the server.</summary>
    [Parameter]
    public SwitchParameter DisableAutoStart { get; set; }

    /// <summary>Does not show errors to its users.</summary>
    [Parameter]
    public SwitchParameter DisableErrorToast { get; set; }

    /// <summary>Does not answer questions of its scripts.</summary>
    [Parameter]
    public SwitchParameter DisableInteractiveHost { get; set; }

    /// <summary>Does not log its start.</summary>
    [Parameter]
    public SwitchParameter DisableStartupLog { get; set; }

    /// <summary>Name of the environment that runs it. Default: that of the settings.</summary>
    [Parameter]
    public string? Environment { get; set; }

    /// <summary>Path of its icon.</summary>
    [Parameter]
    public string? FavIcon { get; set; }

    /// <summary>Path of its file in the repository.</summary>
    [Parameter(ParameterSetName = ByFile)]
    public string? FilePath { get; set; }

    /// <summary>The framework that it is written for.</summary>
    [Parameter]
    public DashboardFramework? Framework { get; set; }

    /// <summary>Gives its scripts an app token of the user.</summary>
    [Parameter]
    public SwitchParameter GrantAppToken { get; set; }

    /// <summary>After how many minutes without use a session is closed.</summary>
    [Parameter]
    public int IdleTimeout { get; set; }

    /// <summary>Shows a notice instead of the app.</summary>
    [Parameter]
    public SwitchParameter Maintenance { get; set; }

    /// <summary>The module that holds the command.</summary>
    [Parameter(ParameterSetName = ByCommand)]
    public string? Module { get; set; }

    /// <summary>Name of the app.</summary>
    [Parameter(Mandatory = true)]
    public string Name { get; set; } = "";

    /// <summary>Roles that may use it. Default: every role.</summary>
    [Parameter]
    public string[]? Role { get; set; }

    /// <summary>After how many minutes a session is closed.</summary>
    [Parameter]
    public int SessionTimeout { get; set; }

    /// <summary>Tags that it carries.</summary>
    [Parameter]
    public Tag[]? Tag { get; set; }

    /// <summary>Shows errors in full.</summary>
    [Parameter]
    public SwitchParameter VerboseErrorMessages { get; set; }

    /// <summary>Computer groups whose nodes run it. Default: every node.</summary>
    [Parameter]
    public string[]? ComputerGroup { get; set; }

    /// <summary>Runs when a session was closed.</summary>
    [Parameter]
    public ScriptBlock? OnSessionTimeout { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.App;
}
