using System.Management.Automation;
using System.Management.Automation.Provider;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes into items, in place of what they hold.</summary>
[Cmdlet(VerbsCommon.Set, "Content", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class SetContentCommand : WriteContentCommandBase
{
    private protected override bool Prepare(string path, ProviderContext context)
    {
        if (!ShouldProcess(path, "Set Content"))
            return false;
        try
        {
            new ProviderContext(this) { Literal = IsLiteral, Force = Force, PassThru = false }.Filtered(Include, Exclude, Filter).Call(InvokeProvider.Content, "Clear", path);
        }
        catch (Exception e) when (e is ItemNotFoundException or PSNotSupportedException)
        {
            // It is made new, or cannot be cleared but written.
        }

        return true;
    }

    /// <inheritdoc />
    protected override void Position(IContentWriter writer)
    {
    }
}
