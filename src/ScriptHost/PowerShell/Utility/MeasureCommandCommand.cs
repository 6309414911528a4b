using System.Diagnostics;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>How long a script block takes. What it writes is dropped.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Command")]
[OutputType(typeof(TimeSpan))]
public sealed class MeasureCommandCommand : PSCmdlet
{
    private readonly Stopwatch _watch = new();

    /// <summary>Objects that the block gets as <c>$_</c>.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The block.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    public ScriptBlock? Expression { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        _watch.Start();
        try
        {
            EngineInternals.Run(Expression!, InputObject);
        }
        finally
        {
            _watch.Stop();
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing() => WriteObject(_watch.Elapsed);
}
