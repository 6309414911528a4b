using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Goes back to the location that was remembered last.</summary>
[Cmdlet(VerbsCommon.Pop, "Location")]
[OutputType(typeof(PathInfo))]
public sealed class PopLocationCommand : ProviderCommandBase
{
    /// <summary>The stack.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string StackName { get; set; } = "";

    /// <summary>Writes the location.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => Attempt(() =>
    {
        var location = SessionState.Path.PopLocation(StackName);
        if (PassThru)
            WriteObject(location);
    });
}
