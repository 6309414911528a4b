using System.Management.Automation;

namespace Universal.PowerShell.Platform;

/// <summary>
/// Writes an error record again, with the place it came from. In a job it neither ends the script nor counts: what becomes of the job is as without it.
/// </summary>
[Cmdlet(VerbsCommunications.Write, "PSUError")]
public sealed class WritePSUErrorCommand : PSCmdlet
{
    /// <summary>Tag of information that is an error record to be shown among the errors.</summary>
    public const string ErrorTag = "UniversalError";

    private const string JobHost = "Universal";

    /// <summary>The error record.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public ErrorRecord ErrorRecord { get; set; } = null!;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        // The host of a job knows such a record again. Anywhere else it would be shown to nobody.
        if (Host.Name == JobHost) WriteInformation(ErrorRecord, [ErrorTag]);
        else WriteError(ErrorRecord);
    }
}
