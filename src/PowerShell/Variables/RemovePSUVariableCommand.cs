using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Variables;

/// <summary>Removes a platform variable.</summary>
[Cmdlet(VerbsCommon.Remove, "PSUVariable", DefaultParameterSetName = ByVariable)]
[Alias("Remove-UAVariable")]
public sealed class RemovePSUVariableCommand : ChangeResourceCmdlet
{
    private const string ByVariable = "Variable";
    private const string ByName = "Name";

    /// <summary>The variable, or its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByVariable)]
    public Variable? Variable { get; set; }

    /// <summary>Removes its value from the vault as well.</summary>
    [Parameter]
    public SwitchParameter RemoveSecret { get; set; }

    /// <summary>Name of the variable.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByName)]
    public string? Name { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Variable;

    /// <inheritdoc />
    protected override Resource? Target => Variable;

    /// <inheritdoc />
    protected override void Run() => Send(HttpMethod.Delete, Address() + (RemoveSecret ? "?removeSecret=true" : ""));
}
