using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Environments;

/// <summary>Gets environments.</summary>
[Cmdlet(VerbsCommon.Get, "PSUEnvironment", DefaultParameterSetName = ByAll)]
[Alias("Get-UAEnvironment")]
[OutputType(typeof(ExecutionEnvironment))]
public sealed class GetPSUEnvironmentCommand : GetResourceCmdlet
{
    private const string ById = "Id";
    private const string ByAll = "All";

    /// <summary>Number of the environment.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Environment;
}
