using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What <c>Measure-Object</c> found out.</summary>
public abstract class MeasureInfo
{
    /// <summary>The property that was measured.</summary>
    public string? Property { get; set; }
}
