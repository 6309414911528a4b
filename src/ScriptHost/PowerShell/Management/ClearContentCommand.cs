using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Empties items and leaves them.</summary>
[Cmdlet(VerbsCommon.Clear, "Content", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class ClearContentCommand : ItemCommandBase
{
    /// <inheritdoc />
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    public override string[]? Path { get; set; }

    /// <inheritdoc />
    protected override bool WritesItems => false;

    private protected override object? DynamicParameters(ProviderContext context) => context.Call(InvokeProvider.Content, "ClearContentDynamicParameters", FirstPath);

    private protected override void Process(string path, ProviderContext context) => context.Call(InvokeProvider.Content, "Clear", path);
}
