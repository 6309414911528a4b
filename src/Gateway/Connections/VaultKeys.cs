using Universal.Connections;
using Universal.Persistence.Secrets;

namespace Universal.Gateway.Connections;

/// <summary>Registers how a process proves to the others that it belongs to the cluster.</summary>
public static class VaultKeysRegistration
{
    /// <summary>Adds the keys and the check of them. Needs the database and the options of TLS.</summary>
    public static IServiceCollection AddVaultKeys(this IServiceCollection services) =>
        services.AddSingleton<IClusterKeys, VaultKeys>().AddSingleton<ConnectionCheck>();
}

/// <summary>The authority of the ports between nodes comes from the key of the secrets.</summary>
public sealed class VaultKeys(SecretVault vault) : IClusterKeys
{
    private const string Purpose = "tls";

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> AuthoritySeeds => vault.DeriveKeys(Purpose);
}
