using System.Collections;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>The last errors, with all that is known about them.</summary>
[Cmdlet(VerbsCommon.Get, "Error", DefaultParameterSetName = "Newest")]
[OutputType(typeof(ErrorRecord))]
public sealed class GetErrorCommand : PSCmdlet
{
    /// <summary>An error to show.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = "Error")]
    public PSObject? InputObject { get; set; }

    /// <summary>How many. Default 1.</summary>
    [Parameter(ParameterSetName = "Newest")]
    [Alias("Last")]
    [ValidateRange(1, int.MaxValue)]
    public int Newest { get; set; } = 1;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var errors = InputObject is null ? ((ArrayList)SessionState.PSVariable.GetValue("global:error")).Cast<object>().Take(Newest) : [InputObject];
        foreach (var error in errors)
        {
            var shown = PSObject.AsPSObject(error).Copy();
            shown.TypeNames.Insert(0, shown.BaseObject is Exception ? "System.Exception#PSExtendedError" : "System.Management.Automation.ErrorRecord#PSExtendedError");
            WriteObject(shown);
        }
    }
}
