using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>The hash of a file.</summary>
public sealed class FileHashInfo
{
    /// <summary>How it was made.</summary>
    public string Algorithm { get; init; } = "";

    /// <summary>The hash, in hexadecimal digits.</summary>
    public string Hash { get; init; } = "";

    /// <summary>The file.</summary>
    public string? Path { get; init; }
}
