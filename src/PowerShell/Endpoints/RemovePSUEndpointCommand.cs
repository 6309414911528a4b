using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Endpoints;

/// <summary>Removes an endpoint.</summary>
[Cmdlet(VerbsCommon.Remove, "PSUEndpoint", DefaultParameterSetName = ByEndpoint)]
public sealed class RemovePSUEndpointCommand : RemoveResourceCmdlet
{
    private const string ById = "Id";
    private const string ByEndpoint = "Endpoint";

    /// <summary>Number of the endpoint.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>The endpoint, or its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByEndpoint)]
    public Endpoint? Endpoint { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Endpoint;

    /// <inheritdoc />
    protected override Resource? Target => Endpoint;
}
