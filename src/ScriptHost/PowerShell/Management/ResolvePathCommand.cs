using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>The paths that a pattern stands for.</summary>
[Cmdlet(VerbsDiagnostic.Resolve, "Path", DefaultParameterSetName = "Path")]
[OutputType(typeof(PathInfo), typeof(string))]
public sealed class ResolvePathCommand : ProviderCommandBase
{
    /// <summary>Paths, with wildcards.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    public string[]? Path { get; set; }

    /// <summary>Paths, taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    /// <summary>Gives text, relative to the current location.</summary>
    [Parameter]
    public SwitchParameter Relative { get; set; }

    /// <summary>The folder to be relative to instead.</summary>
    [Parameter]
    public string? RelativeBasePath { get; set; }

    /// <summary>Also hidden items.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var path in LiteralPath ?? Path!)
        {
            Attempt(() =>
            {
                var from = RelativeBasePath is { Length: > 0 } given && !SessionState.Path.IsPSAbsolute(path, out _) ? SessionState.Path.Combine(given, path) : path;
                foreach (var info in SessionState.Path.GetResolvedPSPathFromPSPath(LiteralPath is null ? from : WildcardPattern.Escape(from)))
                    WriteObject(Relative ? RelativeTo(info) : info);
            });
        }
    }

    private string RelativeTo(PathInfo info)
    {
        var root = RelativeBasePath is null
            ? SessionState.Path.CurrentLocation.ProviderPath
            : SessionState.Path.GetUnresolvedProviderPathFromPSPath(RelativeBasePath);
        var relative = System.IO.Path.GetRelativePath(root, info.ProviderPath);
        return relative == "." ? $".{System.IO.Path.DirectorySeparatorChar}"
            : relative.StartsWith("..", StringComparison.Ordinal) ? relative : System.IO.Path.Combine(".", relative);
    }
}
