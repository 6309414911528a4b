using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>A process cannot be found, started or ended.</summary>
public sealed class ProcessCommandException : SystemException
{
    /// <summary>Makes it.</summary>
    public ProcessCommandException()
    {
    }

    /// <summary>Makes it.</summary>
    public ProcessCommandException(string message) : base(message)
    {
    }

    /// <summary>Makes it.</summary>
    public ProcessCommandException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
