using System.Collections.ObjectModel;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Removes items.</summary>
[Cmdlet(VerbsCommon.Remove, "Item", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class RemoveItemCommand : ItemCommandBase
{
    private bool _yesToAll;
    private bool _noToAll;

    /// <inheritdoc />
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    public override string[]? Path { get; set; }

    /// <summary>Also what is inside.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    private protected override object? DynamicParameters(ProviderContext context) =>
        context.Call(InvokeProvider.Item, "RemoveItemDynamicParameters", FirstPath, Recurse.IsPresent);

    private protected override void Process(string path, ProviderContext context)
    {
        var found = IsLiteral
            ? [path]
            : ((Collection<PathInfo>)context.Call(SessionState.Path, "GetResolvedPSPathFromPSPath", path)!).Select(info => info.Path).ToArray();
        foreach (var item in found)
        {
            var one = Exact();
            if (IsLiteral && !(bool)one.Call(InvokeProvider.Item, "Exists", item)!)
            {
                // Says in the engine's words that it is not there.
                SessionState.Path.GetResolvedPSPathFromPSPath(WildcardPattern.Escape(item));
                continue;
            }

            if (IsCurrentLocation(item))
            {
                WriteError(new ErrorRecord(
                    new PSInvalidOperationException($"Cannot remove item at '{item}' because it is in use."), "InvalidOperation", ErrorCategory.InvalidOperation, item));
                continue;
            }

            if (!Recurse && !MayEmpty(item, one))
                continue;
            one.Call(InvokeProvider.Item, "Remove", item, Recurse || HasChildren(item, one));
        }
    }

    private ProviderContext Exact() => new(this) { Literal = true, Force = Force, DynamicParameters = ProviderParameters };

    private bool MayEmpty(string item, ProviderContext context)
    {
        if (!HasChildren(item, context) || MyInvocation.BoundParameters.TryGetValue("Confirm", out var confirm) && !LanguagePrimitives.IsTrue(confirm))
            return true;
        return ShouldContinue(
            $"The item at {item} has children and the Recurse parameter was not specified. If you continue, all children will be removed with the item. Are you sure you want to continue?",
            "Confirm", ref _yesToAll, ref _noToAll);
    }

    // A link to a folder is removed alone.
    private bool HasChildren(string item, ProviderContext context)
    {
        var provider = SessionState.Path.GetUnresolvedProviderPathFromPSPath(item, out var info, out _);
        if (info.Name == "FileSystem" && new DirectoryInfo(provider).LinkTarget is not null)
            return false;
        return (bool)context.Call(InvokeProvider.ChildItem, "HasChild", item)!;
    }

    private bool IsCurrentLocation(string item)
    {
        var provider = SessionState.Path.GetUnresolvedProviderPathFromPSPath(item, out var info, out _);
        var current = SessionState.Path.CurrentLocation;
        if (info.Name != "FileSystem" || current.Provider.Name != "FileSystem")
            return false;
        var inside = current.ProviderPath + System.IO.Path.DirectorySeparatorChar;
        return inside.StartsWith(provider.TrimEnd('/', '\\') + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal) && Directory.Exists(provider);
    }
}
