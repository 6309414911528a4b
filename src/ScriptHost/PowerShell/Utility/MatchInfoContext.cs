using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>The lines around a match.</summary>
public sealed class MatchInfoContext
{
    /// <summary>The lines before.</summary>
    public string[] PreContext { get; set; } = [];

    /// <summary>The lines after.</summary>
    public string[] PostContext { get; set; } = [];

    /// <summary>The lines before, as they are shown.</summary>
    public string[] DisplayPreContext { get; set; } = [];

    /// <summary>The lines after, as they are shown.</summary>
    public string[] DisplayPostContext { get; set; } = [];
}
