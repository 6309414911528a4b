using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>How a request says who sends it.</summary>
public enum WebAuthenticationType
{
    /// <summary>Not, or as the server asks for.</summary>
    None,

    /// <summary>By name and password.</summary>
    Basic,

    /// <summary>By a token.</summary>
    Bearer,

    /// <summary>By a token.</summary>
    OAuth,
}
