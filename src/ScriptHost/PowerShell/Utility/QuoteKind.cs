using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Which values are put between quotes.</summary>
public enum QuoteKind
{
    /// <summary>None.</summary>
    Never,

    /// <summary>All.</summary>
    Always,

    /// <summary>Those that hold separators, quotes or line ends.</summary>
    AsNeeded,
}
