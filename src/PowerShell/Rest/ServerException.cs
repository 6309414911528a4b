using System.Net;

namespace Universal.PowerShell.Rest;

/// <summary>A server refused a request, or could not be asked.</summary>
public sealed class ServerException : Exception
{
    internal ServerException(string message, HttpStatusCode? status, string code, Exception? inner = null)
        : base(message, inner)
    {
        Status = status;
        Code = code;
    }

    /// <summary>The status; null: there was no answer.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>The server's stable code for the fault, <c>no_answer</c>, or <c>no_route</c>.</summary>
    public string Code { get; }
}
