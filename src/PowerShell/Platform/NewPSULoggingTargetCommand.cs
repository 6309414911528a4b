using System.Collections;
using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Platform;

/// <summary>Declares where log entries go.</summary>
[Cmdlet(VerbsCommon.New, "PSULoggingTarget")]
public sealed class NewPSULoggingTargetCommand : DeclarationCmdlet
{
    /// <summary>Only entries of that part of the platform.</summary>
    [Parameter]
    public string? Feature { get; set; }

    /// <summary>From which importance on.</summary>
    [Parameter]
    public string? Level { get; set; }

    /// <summary>Its options.</summary>
    [Parameter]
    public Hashtable? Properties { get; set; }

    /// <summary>Only entries about that resource.</summary>
    [Parameter]
    public string? Resource { get; set; }

    /// <summary>User or System.</summary>
    [Parameter]
    public string? Scope { get; set; }

    /// <summary>The script that takes each entry.</summary>
    [Parameter]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>What it is: File, Database, ScriptBlock and so on.</summary>
    [Parameter(Mandatory = true)]
    public string Type { get; set; } = "";

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.LoggingTarget;

    /// <inheritdoc />
    protected override string? Key => null;
}
