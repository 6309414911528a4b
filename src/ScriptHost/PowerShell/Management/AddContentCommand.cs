using System.Management.Automation;
using System.Management.Automation.Provider;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes into items, after what they hold.</summary>
[Cmdlet(VerbsCommon.Add, "Content", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class AddContentCommand : WriteContentCommandBase
{
    private protected override bool Prepare(string path, ProviderContext context) => ShouldProcess(path, "Add Content");

    /// <inheritdoc />
    protected override void Position(IContentWriter writer) => writer.Seek(0, SeekOrigin.End);
}
