using System.Management.Automation;

namespace Universal.PowerShell.Rest;

/// <summary>The server behind a drive such as <c>Cache:</c>: in a job the cluster that runs it, elsewhere that of <c>Connect-PSUServer</c>.</summary>
internal static class DriveServer
{
    /// <summary>A client for it.</summary>
    /// <param name="provider">The drive's provider. It has no module when the session began with it.</param>
    /// <param name="session">The session that uses the drive.</param>
    /// <exception cref="ArgumentException">There is no server to ask.</exception>
    public static ServerClient Client(ProviderInfo provider, SessionState session)
    {
        if (ServerAddress.OfJob() is { } own) return ModuleState.Of(provider.Module).ClientFor(own);
        var command = session.InvokeCommand.GetCommand("Connect-PSUServer", CommandTypes.Cmdlet);
        var state = ModuleState.Of(command?.Module);
        return state.Connected is { } connected
            ? state.ClientFor(connected)
            : throw new ArgumentException("There is no server to ask. Call Connect-PSUServer before.");
    }
}
