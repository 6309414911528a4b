namespace Microsoft.PowerShell.Commands;

/// <summary>The exception of an error that <c>Write-Error</c> wrote without one.</summary>
public sealed class WriteErrorException : SystemException
{
    /// <summary>An exception without a message.</summary>
    public WriteErrorException()
    {
    }

    /// <summary>An exception with a message.</summary>
    public WriteErrorException(string message) : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    public WriteErrorException(string message, Exception inner) : base(message, inner)
    {
    }
}
