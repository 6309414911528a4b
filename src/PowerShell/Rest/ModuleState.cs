using System.Management.Automation;

namespace Universal.PowerShell.Rest;

/// <summary>
/// What the module remembers in a runspace: the server of <c>Connect-PSUServer</c>, and clients with their open connections.
/// </summary>
internal sealed class ModuleState
{
    private static readonly ModuleState _loose = new();
    private readonly Dictionary<ServerAddress, ServerClient> _clients = [];

    /// <summary>The server of <c>Connect-PSUServer</c>.</summary>
    public ServerAddress? Connected { get; set; }

    /// <summary>The state of the module that a cmdlet belongs to. A module is imported for each runspace anew.</summary>
    public static ModuleState Of(CommandInfo command) => Of(command.Module);

    /// <summary>The state of a module; null: of what runs without one.</summary>
    public static ModuleState Of(PSModuleInfo? module)
    {
        if (module is null) return _loose;
        if (module.PrivateData is ModuleState state) return state;
        state = new ModuleState();
        module.PrivateData = state;
        return state;
    }

    /// <summary>A client for that server, the same as before when there was one.</summary>
    public ServerClient ClientFor(ServerAddress address)
    {
        if (!_clients.TryGetValue(address, out var client))
            _clients[address] = client = new ServerClient(address);
        return client;
    }
}
