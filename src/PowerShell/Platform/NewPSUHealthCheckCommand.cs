using System.Collections;
using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Platform;

/// <summary>Declares a health check.</summary>
[Cmdlet(VerbsCommon.New, "PSUHealthCheck")]
public sealed class NewPSUHealthCheckCommand : DeclarationCmdlet
{
    /// <summary>What it is for.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Does not run it on Linux and macOS.</summary>
    [Parameter]
    public SwitchParameter DisableUnix { get; set; }

    /// <summary>Does not run it on Windows.</summary>
    [Parameter]
    public SwitchParameter DisableWindows { get; set; }

    /// <summary>Declares it switched off.</summary>
    [Parameter]
    public SwitchParameter Disabled { get; set; }

    /// <summary>Name of the health check.</summary>
    [Parameter(Mandatory = true)]
    public string Name { get; set; } = "";

    /// <summary>Options of the check.</summary>
    [Parameter]
    public Hashtable? Options { get; set; }

    /// <summary>The script that checks and returns the result of <c>New-PSUHealthCheckResult</c>.</summary>
    [Parameter]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.HealthCheck;
}
