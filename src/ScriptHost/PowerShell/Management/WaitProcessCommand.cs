using System.Diagnostics;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Waits until processes have ended.</summary>
[Cmdlet(VerbsLifecycle.Wait, "Process", DefaultParameterSetName = "Name")]
[OutputType(typeof(Process))]
public sealed class WaitProcessCommand : ProcessCommandBase, IDisposable
{
    private readonly List<Process> _waited = [];
    private readonly CancellationTokenSource _stopped = new();

    /// <summary>Names, with wildcards.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Name")]
    [Alias("ProcessName")]
    public string[]? Name { get; set; }

    /// <summary>Numbers.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Id")]
    [Alias("PID", "ProcessId")]
    public int[]? Id { get; set; }

    /// <summary>Processes.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public Process[]? InputObject { get; set; }

    /// <summary>How long, in seconds. Default: without end.</summary>
    [Parameter(Position = 1)]
    [Alias("TimeoutSec")]
    [ValidateRange(0, 32767)]
    public int Timeout { get; set; } = -1;

    /// <summary>Ends the wait when one of them has ended.</summary>
    [Parameter]
    public SwitchParameter Any { get; set; }

    /// <summary>Writes the processes.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    public void Dispose() => _stopped.Dispose();

    /// <inheritdoc />
    protected override void ProcessRecord() => _waited.AddRange(Find(Name, Id, InputObject));

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var waits = _waited.Select(process => process.WaitForExitAsync(_stopped.Token)).ToArray();
        var all = Any ? Task.WhenAny(waits) : Task.WhenAll(waits);
        var limit = Timeout < 0 ? System.Threading.Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(Timeout);
        try
        {
            if (waits.Length > 0)
                all.WaitAsync(limit, _stopped.Token).GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
            foreach (var process in _waited.Where(process => !process.HasExited))
            {
                WriteError(new ErrorRecord(
                    new TimeoutException($"Process \"{NameOf(process)} ({process.Id})\" is not stopped in the specified time-out."),
                    "ProcessNotTerminated", ErrorCategory.CloseError, process));
            }
        }
        catch (OperationCanceledException) when (Stopping)
        {
            return;
        }

        if (PassThru)
            WriteObject(_waited, enumerateCollection: true);
    }

    /// <inheritdoc />
    protected override void StopProcessing() => _stopped.Cancel();
}
