using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Computers;

/// <summary>Gets nodes of the cluster.</summary>
[Cmdlet(VerbsCommon.Get, "PSUComputer", DefaultParameterSetName = ByAll)]
[OutputType(typeof(Computer))]
public sealed class GetPSUComputerCommand : GetResourceCmdlet
{
    private const string ById = "Id";
    private const string ByName = "Name";
    private const string ByAll = "All";

    /// <summary>Not supported: nodes have names, no numbers.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>Name of the node; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByName)]
    public string? Name { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Computer;

    /// <inheritdoc />
    protected override void Run()
    {
        if (MyInvocation.BoundParameters.ContainsKey(nameof(Id))) throw new ArgumentException("Nodes have names, no numbers: give -Name.");
        base.Run();
    }
}
