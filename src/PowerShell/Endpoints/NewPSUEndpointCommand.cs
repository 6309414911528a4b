using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Endpoints;

/// <summary>Declares an API endpoint.</summary>
[Cmdlet(VerbsCommon.New, "PSUEndpoint", DefaultParameterSetName = ByFile)]
[OutputType(typeof(Endpoint))]
public sealed class NewPSUEndpointCommand : DeclarationCmdlet
{
    private const string ByScriptBlock = "ScriptBlock";
    private const string ByFile = "File";
    private const string ByCommand = "Command";

    /// <summary>Lets nobody in who is not signed in.</summary>
    [Parameter]
    public SwitchParameter Authentication { get; set; }

    /// <summary>The script that answers.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByScriptBlock)]
    public ScriptBlock? Endpoint { get; set; }

    /// <summary>HTTP methods that it answers. Default: GET.</summary>
    [Parameter]
    public string[]? Method { get; set; }

    /// <summary>Takes the URL for a regular expression.</summary>
    [Parameter]
    public SwitchParameter RegEx { get; set; }

    /// <summary>Roles that may use it. Default: every role.</summary>
    [Parameter]
    public string[]? Role { get; set; }

    /// <summary>Its path on the server.</summary>
    [Parameter(Mandatory = true)]
    public string Url { get; set; } = "";

    /// <summary>What it is for.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Tags that it carries.</summary>
    [Parameter]
    public Tag[]? Tag { get; set; }

    /// <summary>After how many seconds it is ended. 0: never.</summary>
    [Parameter]
    public int Timeout { get; set; }

    /// <summary>Path of the file in the repository that answers.</summary>
    [Parameter(ParameterSetName = ByFile)]
    public string? Path { get; set; }

    /// <summary>Name of the environment that runs it. Default: that of the settings.</summary>
    [Parameter]
    public string? Environment { get; set; }

    /// <summary>Keeps its log in the database.</summary>
    [Parameter]
    public SwitchParameter PersistentLog { get; set; }

    /// <summary>Name of the endpoint documentation that shows it.</summary>
    [Parameter]
    public string? Documentation { get; set; }

    /// <summary>The command of the module that answers.</summary>
    [Parameter(ParameterSetName = ByCommand)]
    public string? Command { get; set; }

    /// <summary>The module that holds the command.</summary>
    [Parameter(ParameterSetName = ByCommand)]
    public string? Module { get; set; }

    /// <summary>Computer groups whose nodes run it. Default: every node.</summary>
    [Parameter]
    public string[]? ComputerGroup { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Endpoint;

    /// <inheritdoc />
    protected override string? Key => $"{string.Join(",", Methods())} {Url}";

    private IEnumerable<string> Methods() => Method is { Length: > 0 }
        ? Method.Select(method => method.ToUpperInvariant()).OrderBy(method => method, StringComparer.Ordinal)
        : ["GET"];
}
