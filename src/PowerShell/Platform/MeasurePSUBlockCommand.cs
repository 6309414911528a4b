using System.Diagnostics;
using System.Management.Automation;

namespace Universal.PowerShell.Platform;

/// <summary>Runs a script block, gives what it gives, and writes how long it took to the verbose stream.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "PSUBlock")]
public sealed class MeasurePSUBlockCommand : PSCmdlet
{
    /// <summary>Name of the measurement.</summary>
    [Parameter(Mandatory = true)]
    public string Name { get; set; } = "";

    /// <summary>What is measured.</summary>
    [Parameter(Mandatory = true)]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var watch = Stopwatch.StartNew();
        foreach (var value in ScriptBlock.Invoke())
            WriteObject(value);
        WriteVerbose(FormattableString.Invariant($"{Name}: {watch.Elapsed.TotalMilliseconds:0.0} ms"));
    }
}
