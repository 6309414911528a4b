using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>A server answered with a status that is no success.</summary>
public sealed class HttpResponseException : HttpRequestException
{
    /// <summary>Makes it.</summary>
    public HttpResponseException(string message, HttpResponseMessage response) : base(message, null, response.StatusCode) => Response = response;

    /// <summary>The answer.</summary>
    public HttpResponseMessage Response { get; }
}
