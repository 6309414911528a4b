using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Whether paths lead to something.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Path", DefaultParameterSetName = "Path")]
[OutputType(typeof(bool))]
public sealed class TestPathCommand : ProviderCommandBase
{
    /// <summary>Paths, with wildcards.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public string?[]? Path { get; set; }

    /// <summary>Paths, taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public string?[]? LiteralPath { get; set; }

    /// <summary>A filter in the provider's own language.</summary>
    [Parameter]
    public string? Filter { get; set; }

    /// <summary>Takes only items whose names match.</summary>
    [Parameter]
    public string[]? Include { get; set; }

    /// <summary>Leaves out items whose names match.</summary>
    [Parameter]
    public string[]? Exclude { get; set; }

    /// <summary>What the item has to be.</summary>
    [Parameter]
    [Alias("Type")]
    public TestPathType PathType { get; set; } = TestPathType.Any;

    /// <summary>Asks only whether the path is well formed.</summary>
    [Parameter]
    public SwitchParameter IsValid { get; set; }

    /// <summary>For providers that know users.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Credential]
    public PSCredential? Credential { get; set; }

    private protected override object? DynamicParameters(ProviderContext context) => IsValid || PathType != TestPathType.Any
        ? null
        : context.Call(InvokeProvider.Item, "ItemExistsDynamicParameters", (LiteralPath ?? Path) is [{ Length: > 0 } first, ..] ? first : ".");

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if ((LiteralPath ?? Path) is not { Length: > 0 } paths)
        {
            WriteError(NullPath());
            return;
        }

        foreach (var path in paths)
        {
            if (path is null)
                WriteError(NullPath());
            else
                WriteObject(!string.IsNullOrWhiteSpace(path) && Test(path));
        }
    }

    private static ErrorRecord NullPath() => new(
        new ArgumentNullException(nameof(Path), "The provided Path argument was null or an empty collection."), "NullPathNotPermitted", ErrorCategory.InvalidArgument, null);

    private bool Test(string path)
    {
        try
        {
            if (IsValid)
                return SessionState.Path.IsValid(path);
            var context = new ProviderContext(this) { Literal = LiteralPath is not null, DynamicParameters = ProviderParameters };
            context.Filtered(Include, Exclude, Filter);
            if (PathType == TestPathType.Container)
                return (bool)context.Call(InvokeProvider.Item, "IsContainer", path)!;
            return (bool)context.Call(InvokeProvider.Item, "Exists", path)!
                && (PathType == TestPathType.Any || !(bool)context.Call(InvokeProvider.Item, "IsContainer", path)!);
        }
        catch (Exception e) when (e is SessionStateException or PSNotSupportedException)
        {
            return false;
        }
    }
}
