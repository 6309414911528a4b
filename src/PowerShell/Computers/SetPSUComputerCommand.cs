using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Computers;

/// <summary>Puts a node in maintenance or takes it out. A repeat is harmless.</summary>
[Cmdlet(VerbsCommon.Set, "PSUComputer", DefaultParameterSetName = ByComputer)]
[OutputType(typeof(Computer))]
public sealed class SetPSUComputerCommand : RestCmdlet
{
    private const string ByComputer = "Computer";
    private const string ById = "Id";

    /// <summary>The node, or its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByComputer)]
    public Computer? Computer { get; set; }

    /// <summary>Not supported: nodes have names, no numbers.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>True puts it in maintenance, false takes it out.</summary>
    [Parameter]
    public bool Maintenance { get; set; }

    /// <inheritdoc />
    protected override void Run()
    {
        if (Computer?.Name is not { Length: > 0 } name) throw new ArgumentException("Nodes have names, no numbers: give -Computer.");
        if (!MyInvocation.BoundParameters.ContainsKey(nameof(Maintenance))) throw new ArgumentException("Say what to change: give -Maintenance.");
        var route = $"computer/{Uri.EscapeDataString(name)}/maintenance";
        if (Send(HttpMethod.Post, route, new JsonBody { ["Enabled"] = Maintenance }) is { } changed)
            WriteObject(ResourceReader.Read(changed, typeof(Computer)));
    }
}
