using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Microsoft.PowerShell.Commands;

/// <summary>Shows objects with all that is in them, some levels deep.</summary>
[Cmdlet(VerbsCommon.Format, "Custom")]
public sealed class FormatCustomCommand : OuterFormatShapeCommandBase
{
    /// <summary>Makes it.</summary>
    public FormatCustomCommand() => FormatShapes.Use(this, "Complex");

    /// <summary>The properties.</summary>
    [Parameter(Position = 0)]
    public object[] Property { get; set; } = [];

    /// <summary>How many levels. Default 5.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Depth { get; set; } = 5;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        FormatShapes.Refine(this, Property, "FormatObjectParameterDefinition", "ComplexSpecificParameters", "maxDepth", Depth, autoSize: false);
    }
}
