using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Endpoints;

/// <summary>Changes an API endpoint.</summary>
[Cmdlet(VerbsCommon.Set, "PSUEndpoint", DefaultParameterSetName = ByInputObject)]
[OutputType(typeof(Endpoint))]
public sealed class SetPSUEndpointCommand : SetResourceCmdlet
{
    private const string ById = "Id";
    private const string ByInputObject = "InputObject";

    /// <summary>Lets nobody in who is not signed in.</summary>
    [Parameter]
    public SwitchParameter Authentication { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Name of the endpoint documentation that shows it.</summary>
    [Parameter]
    public string? Documentation { get; set; }

    /// <summary>The script that answers.</summary>
    [Parameter]
    public ScriptBlock? Endpoint { get; set; }

    /// <summary>Name of the environment that runs it. Default: that of the settings.</summary>
    [Parameter]
    public string? Environment { get; set; }

    /// <summary>Number of the endpoint.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>The endpoint, or its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByInputObject)]
    public Endpoint? InputObject { get; set; }

    /// <summary>HTTP methods that it answers. Default: GET.</summary>
    [Parameter]
    public string[]? Method { get; set; }

    /// <summary>Path of the file in the repository that answers.</summary>
    [Parameter]
    public string? Path { get; set; }

    /// <summary>Keeps its log in the database.</summary>
    [Parameter]
    public SwitchParameter PersistentLog { get; set; }

    /// <summary>Takes the URL for a regular expression.</summary>
    [Parameter]
    public SwitchParameter RegEx { get; set; }

    /// <summary>Roles that may use it. Default: every role.</summary>
    [Parameter]
    public string[]? Role { get; set; }

    /// <summary>Tags that it carries.</summary>
    [Parameter]
    public Tag[]? Tag { get; set; }

    /// <summary>After how many seconds it is ended. 0: never.</summary>
    [Parameter]
    public int Timeout { get; set; }

    /// <summary>Its path on the server.</summary>
    [Parameter]
    public string? Url { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Endpoint;

    /// <inheritdoc />
    protected override Resource? Target => InputObject;

    /// <inheritdoc />
    protected override string TargetParameter => nameof(InputObject);
}
