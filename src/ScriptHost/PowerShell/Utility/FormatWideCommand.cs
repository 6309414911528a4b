using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Microsoft.PowerShell.Commands;

/// <summary>Shows one property of objects, in several columns.</summary>
[Cmdlet(VerbsCommon.Format, "Wide")]
public sealed class FormatWideCommand : OuterFormatShapeCommandBase
{
    /// <summary>Makes it.</summary>
    public FormatWideCommand() => FormatShapes.Use(this, "Wide");

    /// <summary>The property.</summary>
    [Parameter(Position = 0)]
    public object? Property { get; set; }

    /// <summary>As many columns as fit.</summary>
    [Parameter]
    public SwitchParameter AutoSize { get; set; }

    /// <summary>How many columns. Default 2.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Column { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        FormatShapes.Refine(this, Property is null ? [] : [Property], "FormatWideParameterDefinition", "WideSpecificParameters", "columns", Column, AutoSize);
    }
}
