using System.Management.Automation;
using Universal.ScriptHost.PowerShell;

namespace Microsoft.PowerShell.Commands;

/// <summary>Formats objects as the screen would show them, as text.</summary>
[Cmdlet(VerbsData.Out, "String", DefaultParameterSetName = "NoNewLineFormatting")]
[OutputType(typeof(string))]
public sealed class OutStringCommand : PSCmdlet
{
    private readonly List<PSObject> _objects = [];

    /// <summary>The objects.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Writes a string for each line, not one for all.</summary>
    [Parameter(ParameterSetName = "StreamFormatting")]
    public SwitchParameter Stream { get; set; }

    /// <summary>Leaves the ends of lines out.</summary>
    [Parameter(ParameterSetName = "NoNewLineFormatting")]
    public SwitchParameter NoNewline { get; set; }

    /// <summary>Characters in a line. Default 120.</summary>
    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; } = JobRawUI.DefaultWidth;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (InputObject is not null)
            _objects.Add(InputObject);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var text = FormattedText.Of(this, _objects, Width);
        if (Stream)
            WriteObject((text.EndsWith('\n') ? text[..^1] : text).Split('\n'), enumerateCollection: true);
        else
            WriteObject(NoNewline ? text.Replace("\n", "", StringComparison.Ordinal) : text);
    }
}
