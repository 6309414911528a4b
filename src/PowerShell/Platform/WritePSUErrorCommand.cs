using System.Management.Automation;

namespace Universal.PowerShell.Platform;

/// <summary>Writes an error record again, with the place it came from.</summary>
[Cmdlet(VerbsCommunications.Write, "PSUError")]
public sealed class WritePSUErrorCommand : PSCmdlet
{
    /// <summary>The error record.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public ErrorRecord ErrorRecord { get; set; } = null!;

    /// <inheritdoc />
    protected override void ProcessRecord() => WriteError(ErrorRecord);
}
