using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Takes away the mark of files that came from the internet. There is one on Windows only.</summary>
[Cmdlet(VerbsSecurity.Unblock, "File", DefaultParameterSetName = "ByPath", SupportsShouldProcess = true)]
public sealed class UnblockFileCommand : PSCmdlet
{
    /// <summary>Files, with wildcards.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "ByPath")]
    public string[]? Path { get; set; }

    /// <summary>Files, their paths taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByLiteralPath")]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var path in LiteralPath ?? Path!)
        {
            try
            {
                foreach (var file in SessionState.Path.GetResolvedProviderPathFromPSPath(LiteralPath is null ? path : WildcardPattern.Escape(path), out _))
                {
                    if (ShouldProcess(file) && OperatingSystem.IsWindows() && File.Exists(file + ":Zone.Identifier"))
                        File.Delete(file + ":Zone.Identifier");
                }
            }
            catch (ItemNotFoundException e)
            {
                WriteError(new ErrorRecord(e, "FileNotFound", ErrorCategory.ObjectNotFound, path));
            }
        }
    }
}
