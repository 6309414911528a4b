using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Scripts;

/// <summary>Gives a script another name.</summary>
[Cmdlet(VerbsCommon.Rename, "PSUScript")]
[OutputType(typeof(Script))]
public sealed class RenamePSUScriptCommand : ChangeResourceCmdlet
{
    /// <summary>Its new name.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Name { get; set; } = "";

    /// <summary>The script, or its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public Script Script { get; set; } = null!;

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Script;

    /// <inheritdoc />
    protected override Resource? Target => Script;

    /// <inheritdoc />
    protected override void Run()
    {
        if (Send(HttpMethod.Put, Address(), new JsonBody { ["Name"] = Name }) is { } renamed) WriteObject(ResourceReader.Read(renamed, Kind.Type));
    }
}
