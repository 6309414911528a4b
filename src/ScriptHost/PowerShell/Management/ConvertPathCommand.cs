using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Turns PowerShell's paths into those of the system.</summary>
[Cmdlet(VerbsData.Convert, "Path", DefaultParameterSetName = "Path")]
[OutputType(typeof(string))]
public sealed class ConvertPathCommand : ProviderCommandBase
{
    /// <summary>Paths, with wildcards.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    public string[]? Path { get; set; }

    /// <summary>Paths, taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var path in LiteralPath ?? Path!)
        {
            Attempt(() => WriteObject(
                SessionState.Path.GetResolvedProviderPathFromPSPath(LiteralPath is null ? path : WildcardPattern.Escape(path), out _), enumerateCollection: true));
        }
    }
}
