using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Puts paths together.</summary>
[Cmdlet(VerbsCommon.Join, "Path")]
[OutputType(typeof(string))]
public sealed class JoinPathCommand : ProviderCommandBase
{
    /// <summary>The beginnings.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    public string[] Path { get; set; } = [];

    /// <summary>What follows.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[]? ChildPath { get; set; }

    /// <summary>What follows then.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true, ValueFromRemainingArguments = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] AdditionalChildPath { get; set; } = [];

    /// <summary>Writes the existing items that the result stands for.</summary>
    [Parameter]
    public SwitchParameter Resolve { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var path in Path)
        {
            Attempt(() =>
            {
                var joined = (ChildPath ?? []).Concat(AdditionalChildPath ?? []).Aggregate(path, (all, child) => SessionState.Path.Combine(all, child ?? ""));
                if (Resolve)
                    WriteObject(SessionState.Path.GetResolvedPSPathFromPSPath(joined).Select(info => info.Path), enumerateCollection: true);
                else
                    WriteObject(joined);
            });
        }
    }
}
