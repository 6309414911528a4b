using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Endpoints;

/// <summary>Declares how often an address may call an endpoint.</summary>
[Cmdlet(VerbsCommon.New, "PSURateLimit")]
public sealed class NewPSURateLimitCommand : DeclarationCmdlet
{
    /// <summary>The endpoint: method and path, where <c>*</c> stands for all.</summary>
    [Parameter(Mandatory = true)]
    public string Endpoint { get; set; } = "";

    /// <summary>How many calls.</summary>
    [Parameter(Mandatory = true)]
    public int Limit { get; set; }

    /// <summary>In which time.</summary>
    [Parameter(Mandatory = true)]
    public TimeSpan Period { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.RateLimit;

    /// <inheritdoc />
    protected override string? Key => $"{Endpoint} {Period:c}";
}
