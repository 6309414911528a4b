using System.Collections;
using System.Management.Automation;
using Universal.PowerShell.Local;

namespace Universal.PowerShell.Authentication;

/// <summary>Makes a claim of somebody who signs in.</summary>
[Cmdlet(VerbsCommon.New, "PSUAuthorizationClaim")]
[OutputType(typeof(PSObject))]
public sealed class NewPSUAuthorizationClaimCommand : PSCmdlet
{
    /// <summary>Who says so.</summary>
    [Parameter]
    public string? Issuer { get; set; }

    /// <summary>Further values.</summary>
    [Parameter]
    public Hashtable? Properties { get; set; }

    /// <summary>Its type.</summary>
    [Parameter(Mandatory = true)]
    public string Type { get; set; } = "";

    /// <summary>Its value.</summary>
    [Parameter(Mandatory = true)]
    public string Value { get; set; } = "";

    /// <summary>Type of its value. Default: text.</summary>
    [Parameter]
    public string? ValueType { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing() => WriteObject(new NamedValues("Universal.AuthorizationClaim")
        .Add(nameof(Type), Type)
        .Add(nameof(Value), Value)
        .Add(nameof(ValueType), ValueType)
        .Add(nameof(Issuer), Issuer)
        .Add(nameof(Properties), Properties)
        .ToObject());
}
