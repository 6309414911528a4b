using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Waits. Ends at once when the script is stopped.</summary>
[Cmdlet(VerbsLifecycle.Start, "Sleep", DefaultParameterSetName = InSeconds)]
public sealed class StartSleepCommand : PSCmdlet, IDisposable
{
    private const string InSeconds = "Seconds";
    private readonly ManualResetEventSlim _stopped = new();

    /// <summary>How long, in seconds.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = InSeconds)]
    [ValidateRange(0.0, int.MaxValue / 1000)]
    public double Seconds { get; set; }

    /// <summary>How long, in milliseconds.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Milliseconds")]
    [ValidateRange(0, int.MaxValue)]
    [Alias("ms")]
    public int Milliseconds { get; set; }

    /// <summary>How long.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "FromTimeSpan")]
    [Alias("ts")]
    public TimeSpan Duration { get; set; }

    /// <inheritdoc />
    public void Dispose() => _stopped.Dispose();

    /// <inheritdoc />
    protected override void ProcessRecord() => _stopped.Wait(ParameterSetName switch
    {
        InSeconds => TimeSpan.FromSeconds(Seconds),
        "Milliseconds" => TimeSpan.FromMilliseconds(Milliseconds),
        _ => Duration > TimeSpan.Zero ? Duration : TimeSpan.Zero,
    });

    /// <inheritdoc />
    protected override void StopProcessing() => _stopped.Set();
}
