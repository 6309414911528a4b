using System.Management.Automation;
using System.Xml;

namespace Microsoft.PowerShell.Commands;

/// <summary>Reads objects from PowerShell's own XML.</summary>
[Cmdlet(VerbsData.ConvertFrom, "CliXml")]
public sealed class ConvertFromClixmlCommand : PSCmdlet
{
    /// <summary>The text.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public string InputObject { get; set; } = "";

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        try
        {
            WriteObject(PSSerializer.DeserializeAsList(InputObject), enumerateCollection: true);
        }
        catch (XmlException e)
        {
            ThrowTerminatingError(new ErrorRecord(e, "System.Xml.XmlException", ErrorCategory.InvalidData, null));
        }
    }
}
