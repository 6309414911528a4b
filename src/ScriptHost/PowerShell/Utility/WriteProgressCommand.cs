using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Reports progress.</summary>
[Cmdlet(VerbsCommunications.Write, "Progress")]
public sealed class WriteProgressCommand : PSCmdlet
{
    /// <summary>What is being done.</summary>
    [Parameter(Position = 0)]
    public string Activity { get; set; } = "Processing";

    /// <summary>How far it is, in words.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Status { get; set; } = "Processing";

    /// <summary>Number of the bar, for several at once.</summary>
    [Parameter(Position = 2)]
    [ValidateRange(0, int.MaxValue)]
    public int Id { get; set; }

    /// <summary>Percent done; -1: unknown.</summary>
    [Parameter]
    [ValidateRange(-1, 100)]
    public int PercentComplete { get; set; } = -1;

    /// <summary>Seconds to go; -1: unknown.</summary>
    [Parameter]
    public int SecondsRemaining { get; set; } = -1;

    /// <summary>The step at work.</summary>
    [Parameter]
    public string? CurrentOperation { get; set; }

    /// <summary>The bar this one belongs under; -1: none.</summary>
    [Parameter]
    [ValidateRange(-1, int.MaxValue)]
    public int ParentId { get; set; } = -1;

    /// <summary>The bar is done with.</summary>
    [Parameter]
    public SwitchParameter Completed { get; set; }

    /// <summary>Source of the record.</summary>
    [Parameter]
    public int SourceId { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => WriteProgress(new ProgressRecord(Id, Activity, Status)
    {
        PercentComplete = PercentComplete,
        SecondsRemaining = SecondsRemaining,
        CurrentOperation = CurrentOperation,
        ParentActivityId = ParentId,
        RecordType = Completed ? ProgressRecordType.Completed : ProgressRecordType.Processing,
    });
}
