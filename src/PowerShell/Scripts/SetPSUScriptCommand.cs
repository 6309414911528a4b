using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Scripts;

/// <summary>Changes a script.</summary>
[Cmdlet(VerbsCommon.Set, "PSUScript", DefaultParameterSetName = ByScript)]
[Alias("Set-UAScript")]
[OutputType(typeof(Script))]
public sealed class SetPSUScriptCommand : SetResourceCmdlet
{
    private const string ById = "Id";
    private const string ByScript = "Script";

    /// <summary>Its new text.</summary>
    [Parameter]
    public string? Content { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Whether only schedules and triggers run it.</summary>
    [Parameter]
    public bool DisableManualInvocation { get; set; }

    /// <summary>Name of the environment that runs it.</summary>
    [Parameter]
    public string? Environment { get; set; }

    /// <summary>Number of the script.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>How many minutes the work takes by hand.</summary>
    [Parameter]
    public double ManualTime { get; set; }

    /// <summary>How many of its jobs are kept.</summary>
    [Parameter]
    public int MaxHistory { get; set; }

    /// <summary>Its new name.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Notes about it.</summary>
    [Parameter]
    public string? Notes { get; set; }

    /// <summary>The script, or its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByScript)]
    public Script? Script { get; set; }

    /// <summary>Its new text, as a script block.</summary>
    [Parameter]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>What <c>$ErrorActionPreference</c> is when it starts.</summary>
    [Parameter]
    public ActionPreference ScriptErrorAction { get; set; }

    /// <summary>How far it has come.</summary>
    [Parameter]
    public string? Status { get; set; }

    /// <summary>Tags that it carries.</summary>
    [Parameter]
    public Tag[]? Tag { get; set; }

    /// <summary>After how many minutes a job is ended. 0: never.</summary>
    [Parameter]
    public double TimeOut { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Script;

    /// <inheritdoc />
    protected override Resource? Target => Script;

    /// <inheritdoc />
    protected override string TargetParameter => nameof(Script);
}
