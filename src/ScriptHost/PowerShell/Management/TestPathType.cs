using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What <c>Test-Path</c> looks for.</summary>
public enum TestPathType
{
    /// <summary>Anything.</summary>
    Any,

    /// <summary>Something that holds others, as a folder.</summary>
    Container,

    /// <summary>Something that holds no others, as a file.</summary>
    Leaf,
}
