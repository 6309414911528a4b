using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Environments;

/// <summary>Removes an environment.</summary>
[Cmdlet(VerbsCommon.Remove, "PSUEnvironment", DefaultParameterSetName = ByEnvironment)]
public sealed class RemovePSUEnvironmentCommand : RemoveResourceCmdlet
{
    private const string ById = "Id";
    private const string ByEnvironment = "Environment";

    /// <summary>Number of the environment.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>The environment, or its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByEnvironment)]
    public ExecutionEnvironment? Environment { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Environment;

    /// <inheritdoc />
    protected override Resource? Target => Environment;
}
