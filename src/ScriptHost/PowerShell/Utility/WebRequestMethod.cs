using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>HTTP methods.</summary>
public enum WebRequestMethod
{
    /// <summary>As the other parameters have it: GET, or POST with a form.</summary>
    Default,

    /// <summary>GET.</summary>
    Get,

    /// <summary>HEAD.</summary>
    Head,

    /// <summary>POST.</summary>
    Post,

    /// <summary>PUT.</summary>
    Put,

    /// <summary>DELETE.</summary>
    Delete,

    /// <summary>TRACE.</summary>
    Trace,

    /// <summary>OPTIONS.</summary>
    Options,

    /// <summary>MERGE.</summary>
    Merge,

    /// <summary>PATCH.</summary>
    Patch,
}
