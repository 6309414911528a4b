using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>A part of a path.</summary>
[Cmdlet(VerbsCommon.Split, "Path", DefaultParameterSetName = "ParentSet")]
[OutputType(typeof(string), typeof(bool))]
public sealed class SplitPathCommand : ProviderCommandBase
{
    /// <summary>Paths.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    /// <summary>Paths, taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPathSet")]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    /// <summary>The path without its last part. The default.</summary>
    [Parameter(ParameterSetName = "ParentSet")]
    public SwitchParameter Parent { get; set; }

    /// <summary>The last part.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LeafSet")]
    public SwitchParameter Leaf { get; set; }

    /// <summary>The last part without its ending.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LeafBaseSet")]
    public SwitchParameter LeafBase { get; set; }

    /// <summary>The ending, with its dot.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ExtensionSet")]
    public SwitchParameter Extension { get; set; }

    /// <summary>The drive, with its colon.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "QualifierSet")]
    public SwitchParameter Qualifier { get; set; }

    /// <summary>The path without its drive.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "NoQualifierSet")]
    public SwitchParameter NoQualifier { get; set; }

    /// <summary>Whether the path depends on no current location.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "IsAbsoluteSet")]
    public SwitchParameter IsAbsolute { get; set; }

    /// <summary>Takes the existing items that the path stands for.</summary>
    [Parameter]
    public SwitchParameter Resolve { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var given in LiteralPath ?? Path ?? [])
        {
            Attempt(() =>
            {
                var paths = Resolve ? SessionState.Path.GetResolvedPSPathFromPSPath(given).Select(info => info.Path) : [given];
                foreach (var path in paths)
                {
                    if (Part(path) is { } part)
                        WriteObject(part);
                }
            });
        }
    }

    private object? Part(string path)
    {
        if (IsAbsolute)
            return SessionState.Path.IsPSAbsolute(path, out _) || IsProviderPath(path);
        if (Leaf)
            return SessionState.Path.ParseChildName(path);
        if (LeafBase)
            return System.IO.Path.GetFileNameWithoutExtension(SessionState.Path.ParseChildName(path));
        if (Extension)
            return System.IO.Path.GetExtension(SessionState.Path.ParseChildName(path));
        if (!Qualifier && !NoQualifier)
            return SessionState.Path.ParseParent(path, "");
        var end = IsProviderPath(path) ? path.IndexOf("::", StringComparison.Ordinal) + 2 : path.IndexOf(':') + 1;
        if (NoQualifier)
            return path[end..];
        if (end > 0)
            return path[..end];
        WriteError(new ErrorRecord(
            new FormatException($"Cannot parse path because path '{path}' does not have a qualifier specified."), "ParsePathFormatError", ErrorCategory.InvalidArgument, path));
        return null;
    }

    private static bool IsProviderPath(string path) => path.Contains("::", StringComparison.Ordinal);
}
