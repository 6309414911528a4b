using System.Management.Automation;
using Universal.PowerShell.Declaring;

namespace Universal.PowerShell.Rest;

/// <summary>The parameters of a call.</summary>
internal static class ParameterValues
{
    private static readonly HashSet<string> _server = new(StringComparer.OrdinalIgnoreCase)
    {
        nameof(RestCmdlet.AppToken), nameof(RestCmdlet.ComputerName), nameof(RestCmdlet.UseDefaultCredentials), nameof(RestCmdlet.Integrated), nameof(RestCmdlet.TrustCertificate),
        nameof(DeclarationCmdlet.OtherParameters), "HttpProtocolVersion",
    };

    private static readonly HashSet<string> _common =
    [
        .. Cmdlet.CommonParameters, .. Cmdlet.OptionalCommonParameters, "ProgressAction", "WhatIf", "Confirm",
    ];

    /// <summary>
    /// The parameters given, without those about the server and those that every cmdlet has, in ordinal order of their names.
    /// </summary>
    public static IEnumerable<(string Name, object? Value)> Given(PSCmdlet cmdlet) => cmdlet.MyInvocation.BoundParameters
        .Where(given => !_server.Contains(given.Key) && !_common.Contains(given.Key))
        // Who signs in; never what is sent.
        .Where(given => given.Value is not PSCredential || given.Key != "Credential")
        .OrderBy(given => given.Key, StringComparer.Ordinal)
        .Select(given => (given.Key, PlainValue.Of(given.Value)));
}
